package io.polyvisor.tck.mutants;

import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drivers that read one field of a guest's summary or mark wrongly. */
final class WrongSummaries {

    private WrongSummaries() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        summaries(all);
        marks(all);
        return all;
    }

    private static void summaries(List<Mutant> all) {
        all.add(Mutant.driver(
                "memory is read 1,024 times too large",
                Views.everywhere(
                        v -> Views.sized(v, v.vcpus(), Memory.kib(v.memory().bytes())))));
        all.add(Mutant.driver(
                "the summary's memory is what a balloon has",
                Views.listed(seen -> Views.guests(
                        seen, v -> Views.sized(v, v.vcpus(), v.memory().plus(Memory.kib(4)))))));
        all.add(Mutant.driver(
                "processors are read as the maximum",
                Views.everywhere(v ->
                        Views.sized(v, v.details().map(GuestDetails::maxVcpus).orElse(v.vcpus()) + 1, v.memory()))));
        all.add(Mutant.driver(
                "names lose quotes",
                Views.everywhere(
                        v -> Views.named(v, GuestName.of(v.name().value().replace("\"", ""))))));
        all.add(Mutant.driver(
                "names are cut at 64 characters",
                Views.everywhere(v -> Views.named(
                        v,
                        GuestName.of(v.name()
                                .value()
                                .substring(0, Math.min(64, v.name().value().length()))
                                .strip())))));
        all.add(Mutant.driver(
                "autostart reads as false", Views.everywhere(v -> Views.flagged(v, false, v.persistent()))));
        all.add(Mutant.driver(
                "guests read as transient", Views.everywhere(v -> Views.flagged(v, v.autostart(), false))));
        all.add(Mutant.driver(
                "the guest's host is its name",
                Views.everywhere(v -> Views.on(v, v.host().map(host -> HostId.of("name-of-" + host))))));
        all.add(Mutant.driver("the guest's host is unknown", Views.everywhere(v -> Views.on(v, Optional.empty()))));
    }

    private static void marks(List<Mutant> all) {
        all.add(Mutant.driver(
                "every guest reads as marked",
                Views.everywhere(v -> Views.detailed(
                        v, d -> Views.marked(d, Optional.of(d.mark().orElse(Mark.adopted())))))));
        all.add(Mutant.driver(
                "marks read without their key",
                Views.everywhere(v -> Views.detailed(
                        v,
                        d -> Views.marked(
                                d, d.mark().map(m -> new Mark(Optional.empty(), m.tags(), m.protection())))))));
        all.add(Mutant.driver(
                "marks read without their tags",
                Views.everywhere(v ->
                        Views.detailed(v, d -> Views.marked(d, d.mark().map(m -> m.withTags(Map.of())))))));
        all.add(Mutant.driver(
                "tags lose what follows a '<'",
                Views.everywhere(v ->
                        Views.detailed(v, d -> Views.marked(d, d.mark().map(WrongSummaries::cutTags))))));
        all.add(Mutant.driver(
                "protection reads as DO_NOT_RESTART",
                Views.everywhere(v -> Views.detailed(
                        v, d -> Views.marked(d, d.mark().map(m -> m.withProtection(Protection.DO_NOT_RESTART)))))));
        all.add(Mutant.driver(
                "marks are read from the running guest only",
                Views.everywhere(v -> v.power().is(PowerState.SUSPENDED)
                        ? Views.detailed(v, d -> Views.marked(d, Optional.empty()))
                        : v)));
    }

    private static Mark cutTags(Mark mark) {
        Map<String, String> cut = new HashMap<>();
        mark.tags().forEach((name, value) -> cut.put(name.split("<", 2)[0], value));
        return mark.withTags(cut);
    }
}
