package io.polyvisor.apply.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives each guest a name that is unique in the site: its own where that is, else {@code ENDPOINT/NAME}. A service's name belongs to the
 * guest that bears our mark. Stateless but for what it was made of; not thread-safe.
 */
final class Naming {
    private static final Comparator<Sighting> LIKELIEST = Comparator.comparingInt(Sighting::doubt)
            .thenComparing(Sighting::host)
            .thenComparing(sighting -> sighting.view().id());

    private final Map<Sighting, String> names = new LinkedHashMap<>();
    private final Map<Sighting, Sighting> copies = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    Naming(Collection<Sighting> sightings, Set<String> services) {
        Map<String, List<Sighting>> byName = new TreeMap<>();
        sightings.stream()
                .sorted(LIKELIEST)
                .forEach(sighting -> byName.computeIfAbsent(sighting.name(), any -> new ArrayList<>())
                        .add(sighting));
        byName.forEach((name, all) -> name(name, all, services.contains(name)));
    }

    private void name(String name, List<Sighting> all, boolean service) {
        List<Sighting> guests = new ArrayList<>();
        for (Sighting sighting : all) {
            guests.stream()
                    .filter(sighting::isSameAs)
                    .findFirst()
                    .ifPresentOrElse(guest -> copies.put(sighting, guest), () -> guests.add(sighting));
        }
        List<Sighting> entitled =
                service ? guests.stream().filter(Sighting::ours).toList() : guests;
        boolean plain = service ? !entitled.isEmpty() : entitled.size() == 1;
        for (Sighting guest : guests) {
            put(guest, plain && guest.equals(entitled.get(0)) ? name : spelledOut(guest));
        }
        // What an endpoint showed that does not answer now is no copy: its guest has moved on since.
        all.stream()
                .filter(sighting ->
                        copies.containsKey(sighting) && sighting.look().answers())
                .forEach(copy -> put(copy, spelledOut(copy)));
    }

    private void put(Sighting sighting, String name) {
        String unique = taken.add(name) ? name : name + "#" + sighting.view().id();
        taken.add(unique);
        names.put(sighting, unique);
    }

    private static String spelledOut(Sighting sighting) {
        return sighting.host().endpoint() + "/" + sighting.name();
    }

    /** All that count, with their names. */
    Map<Sighting, String> names() {
        return names;
    }

    /** Each copy that an endpoint shows now, and the guest that it is a copy of. */
    Map<Sighting, Sighting> copies() {
        Map<Sighting, Sighting> shown = new LinkedHashMap<>(copies);
        shown.keySet().retainAll(names.keySet());
        return shown;
    }
}
