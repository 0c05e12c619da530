package io.polyvisor.apply.site;

import io.polyvisor.apply.file.DeclaredSite;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import io.polyvisor.placement.site.SiteStorage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which storages of endpoints are one storage of the site: by the file's word, or by identical backing. Equal names prove nothing. What
 * the file does not name is called {@code ENDPOINT/STORAGE}. Not thread-safe.
 */
final class Storages {
    private final Map<At, String> names = new LinkedHashMap<>();
    private final Map<String, Map<String, StorageId>> members = new TreeMap<>();
    private final Map<String, Set<String>> usable = new HashMap<>();
    private final Set<String> shared = new TreeSet<>();
    private final Map<String, String> byBacking = new HashMap<>();

    /** One endpoint's storage. */
    private record At(String endpoint, StorageId id) {}

    Storages(DeclaredSite declared, List<Look> looks, Remembered remembered, List<String> remarks) {
        declared.storages().values().forEach(this::declare);
        looks.forEach(look -> claim(look, remarks));
        looks.forEach(this::observe);
        looks.stream()
                .filter(look -> look.inventory().isEmpty())
                .forEach(look -> remembered.last().ifPresent(last -> recall(look, last)));
    }

    private void declare(SiteStorage storage) {
        new TreeMap<>(storage.on()).forEach((endpoint, id) -> join(storage.name(), new At(endpoint, id)));
        if (storage.shared()) {
            shared.add(storage.name());
        }
    }

    /** A declared storage's backing speaks for the others of the same backing. */
    private void claim(Look look, List<String> remarks) {
        List<StorageId> seen = new ArrayList<>();
        look.inventory()
                .ifPresent(inventory -> inventory.storages().forEach(view -> {
                    seen.add(view.id());
                    String name = names.get(new At(look.name(), view.id()));
                    if (name != null) {
                        view.backing().ifPresent(backing -> byBacking.putIfAbsent(backing, name));
                    }
                }));
        names.forEach((at, name) -> {
            if (look.answers() && at.endpoint().equals(look.name()) && !seen.contains(at.id())) {
                remarks.add("endpoint " + look.name() + " has no storage " + at.id() + ", which the site file calls "
                        + name);
            }
        });
    }

    private void observe(Look look) {
        look.inventory().ifPresent(inventory -> {
            boolean manyHosts = inventory.hosts().size() > 1;
            for (StorageView view : inventory.storages()) {
                At at = new At(look.name(), view.id());
                String name = names.getOrDefault(at, own(at));
                if (view.backing().isPresent() && !names.containsKey(at)) {
                    name = byBacking.computeIfAbsent(view.backing().get(), any -> own(at));
                    // Several endpoints of one backing, or several hosts of a manager that keeps one entry for all of
                    // them.
                    if (manyHosts || members.containsKey(name)) {
                        shared.add(name);
                    }
                } else if (manyHosts && view.backing().isPresent()) {
                    shared.add(name);
                }
                join(name, at);
                if (view.usable()) {
                    usable.computeIfAbsent(look.name(), any -> new TreeSet<>()).add(name);
                }
            }
        });
    }

    /** What an endpoint that was never seen by this process had when it was last seen by another. */
    private void recall(Look look, Observed last) {
        for (SiteStorage storage : last.site().storages().values()) {
            StorageId id = storage.on().get(look.name());
            if (id == null) {
                continue;
            }
            At at = new At(look.name(), id);
            String name = Optional.ofNullable(names.get(at))
                    .or(() -> storage.on().entrySet().stream()
                            .map(entry -> names.get(new At(entry.getKey(), entry.getValue())))
                            .filter(java.util.Objects::nonNull)
                            .min(java.util.Comparator.naturalOrder()))
                    .orElse(storage.name());
            join(name, at);
            usable.computeIfAbsent(look.name(), any -> new TreeSet<>()).add(name);
            if (storage.shared()) {
                shared.add(name);
            }
        }
    }

    private void join(String name, At at) {
        names.put(at, name);
        members.computeIfAbsent(name, any -> new LinkedHashMap<>()).putIfAbsent(at.endpoint(), at.id());
    }

    private static String own(At at) {
        return at.endpoint() + "/" + at.id();
    }

    /** What the site calls that storage of that endpoint. */
    Optional<String> nameOf(String endpoint, StorageId id) {
        return Optional.ofNullable(names.get(new At(endpoint, id)));
    }

    /** All storages that hosts of that endpoint reach, unless the file says otherwise. */
    Set<String> reachedFrom(Look look) {
        if (look.inventory().isEmpty() && !usable.containsKey(look.name())) {
            Set<String> declared = new TreeSet<>();
            names.forEach((at, name) -> {
                if (at.endpoint().equals(look.name())) {
                    declared.add(name);
                }
            });
            return declared;
        }
        return usable.getOrDefault(look.name(), Set.of());
    }

    List<SiteStorage> all() {
        List<SiteStorage> all = new ArrayList<>();
        members.forEach((name, on) -> all.add(new SiteStorage(name, shared.contains(name), on)));
        return all;
    }
}
