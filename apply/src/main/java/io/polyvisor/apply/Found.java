package io.polyvisor.apply;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.placement.site.HostKey;
import java.util.List;
import java.util.Optional;

/**
 * A guest looked for by what the plan knows of it.
 *
 * @param view the guest, when there is exactly one that fits, wherever on its endpoint it is
 * @param place where it is
 * @param words what was seen, for people
 * @param sure whether the endpoint was observed, and what was seen is no matter of interpretation
 */
record Found(Optional<GuestView> view, Optional<HostKey> place, String words, boolean sure) {

    /** Looks for it on the endpoint of that host: by its key where one is known, else by its name. */
    static Found look(Sight sight, String guest, HostKey host, Optional<GuestId> id) {
        String endpoint = host.endpoint();
        if (sight.inventory(endpoint).isEmpty()) {
            return new Found(Optional.empty(), Optional.empty(), sight.trouble(endpoint), false);
        }
        return id.map(key -> byKey(sight, guest, endpoint, key)).orElseGet(() -> byName(sight, guest, host));
    }

    private static Found byKey(Sight sight, String guest, String endpoint, GuestId id) {
        Optional<GuestView> bearer = sight.guests(endpoint).stream()
                .filter(view -> view.id().equals(id))
                .findFirst();
        if (bearer.isPresent()) {
            return of(sight, endpoint, bearer.get());
        }
        String other = sight.guests(endpoint).stream()
                .filter(view -> view.name().value().equals(guest))
                .findFirst()
                .map(view -> "; the guest of that name there is another one, " + view.id())
                .orElse("");
        return none(sight, endpoint, "guest " + guest + " (" + id + ") is not on endpoint " + endpoint + other);
    }

    private static Found byName(Sight sight, String guest, HostKey host) {
        List<GuestView> named = sight.guests(host.endpoint()).stream()
                .filter(view -> view.name().value().equals(guest))
                .toList();
        List<GuestView> here = named.stream()
                .filter(view -> sight.place(host.endpoint(), view).equals(Optional.of(host)))
                .toList();
        List<GuestView> candidates = here.isEmpty() ? named : here;
        if (candidates.size() > 1) {
            return new Found(
                    Optional.empty(),
                    Optional.empty(),
                    "several guests are named " + guest + ": "
                            + candidates.stream().map(GuestView::id).toList(),
                    false);
        }
        return candidates.isEmpty()
                ? none(sight, host.endpoint(), "no guest " + guest + " is on endpoint " + host.endpoint())
                : of(sight, host.endpoint(), candidates.get(0));
    }

    private static Found of(Sight sight, String endpoint, GuestView view) {
        Optional<HostKey> place = sight.place(endpoint, view);
        String words = "guest " + view.name() + " (" + view.id() + ") is "
                + view.power().state() + " on "
                + place.map(HostKey::toString).orElse("a host of " + endpoint + " that the site does not know");
        return new Found(Optional.of(view), place, words, true);
    }

    /** What an incomplete inventory does not show may be there all the same. */
    private static Found none(Sight sight, String endpoint, String words) {
        boolean complete =
                sight.inventory(endpoint).map(seen -> seen.complete()).orElse(false);
        return new Found(
                Optional.empty(),
                Optional.empty(),
                complete ? words : words + ", but what it told is incomplete",
                complete);
    }

    /** Whether it is on that host. */
    boolean isOn(HostKey host) {
        return place.equals(Optional.of(host));
    }
}
