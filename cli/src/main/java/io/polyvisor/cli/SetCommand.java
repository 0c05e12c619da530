package io.polyvisor.cli;

import io.polyvisor.Guest;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.Protection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets what a guest is called, how it is described and what it boots from. */
@Command(name = "set", description = "Set a guest's name, description, tags, protection or boot order.")
final class SetCommand extends MutatingCommand {

    @Parameters(paramLabel = "GUEST", description = "The guest.")
    private String guest = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Another name.")
    private Optional<GuestName> name = Optional.empty();

    @Option(names = "--description", paramLabel = "TEXT", description = "Another description.")
    private Optional<String> description = Optional.empty();

    @Option(names = "--tag", paramLabel = "NAME=VALUE", description = "Repeatable: set a tag; other tags stay.")
    private Map<String, String> tags = Map.of();

    @Option(names = "--untag", paramLabel = "NAME", description = "Repeatable: remove a tag.")
    private List<String> untag = List.of();

    @Option(
            names = "--protection",
            paramLabel = "LEVEL",
            description = "What should happen when its host is lost: protected, restart-if-possible or do-not-restart.")
    private Optional<Protection> protection = Optional.empty();

    @Option(names = "--boot", paramLabel = "DEVICE", split = ",", description = "Boot order: disk, cdrom, network.")
    private List<BootDevice> boot = List.of();

    @Override
    List<Deed> deeds(Session session) {
        if (change(GuestChange.set()).fields().isEmpty() && !changesTags()) {
            throw CommandFailure.usage(
                    "nothing to set; give --name, --description, --tag, --untag, --protection or --boot");
        }
        return List.of(onGuest(session, "set", guest, it -> it.reconfigure(withTags(it, change(GuestChange.set())))));
    }

    private GuestChange change(GuestChange nothing) {
        GuestChange change = nothing;
        change = and(change, name, GuestChange::name);
        change = and(change, description, GuestChange::description);
        change = and(change, protection, GuestChange::protection);
        return boot.isEmpty() ? change : change.bootOrder(boot);
    }

    private static <T> GuestChange and(
            GuestChange change, Optional<T> value, BiFunction<GuestChange, T, GuestChange> set) {
        return value.map(given -> set.apply(change, given)).orElse(change);
    }

    private boolean changesTags() {
        return !tags.isEmpty() || !untag.isEmpty();
    }

    /** The contract sets all tags at once, so those that stay are read first. */
    private GuestChange withTags(Guest found, GuestChange change) {
        if (!changesTags()) {
            return change;
        }
        Map<String, String> all = new HashMap<>(found.view()
                .details()
                .flatMap(details -> details.mark())
                .map(mark -> mark.tags())
                .orElse(Map.of()));
        untag.forEach(all::remove);
        all.putAll(tags);
        return change.tags(all);
    }
}
