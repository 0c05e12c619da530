package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.NameRules;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is wrong with a spec by itself, before any endpoint is asked. Every fault is named by its path, all at once. */
final class SpecRules {
    private static final int MOST_VCPUS = 4096;
    private static final Memory LEAST_MEMORY = Memory.mib(1);
    private static final int LONGEST_TEXT = 4096;

    private SpecRules() {}

    static void guest(GuestSpec spec, Work work, List<SpecProblem> problems) {
        name(spec.name(), work.endpoint().driver().nameRules(), problems);
        vcpus("vcpus", spec.vcpus(), problems);
        if (spec.maxVcpus() < spec.vcpus()) {
            problems.add(new SpecProblem("maxVcpus", spec.maxVcpus() + " is less than vcpus, " + spec.vcpus()));
        }
        memory("memory", spec.memory(), problems);
        if (spec.memory().isMoreThan(spec.maxMemory())) {
            problems.add(new SpecProblem("maxMemory", spec.maxMemory() + " is less than memory, " + spec.memory()));
        }
        for (int i = 0; i < spec.disks().size(); i++) {
            disk("disks[" + i + "]", spec.disks().get(i), problems);
        }
        nics(spec.nics(), problems);
        bootOrder(spec.bootOrder(), problems);
        tags(spec.tags(), problems);
        description(spec.description(), problems);
        if (spec.kind() == GuestKind.CONTAINER) {
            container(spec, problems);
        }
    }

    static void name(GuestName name, NameRules rules, List<SpecProblem> problems) {
        rules.objectionTo(name.value()).ifPresent(why -> problems.add(new SpecProblem("name", why)));
    }

    static void vcpus(String path, int count, List<SpecProblem> problems) {
        if (count < 1 || count > MOST_VCPUS) {
            problems.add(new SpecProblem(path, count + " is out of range; 1 to " + MOST_VCPUS + " is right"));
        }
    }

    static void memory(String path, Memory amount, List<SpecProblem> problems) {
        if (LEAST_MEMORY.isMoreThan(amount)) {
            problems.add(new SpecProblem(path, amount + " is too little; at least " + LEAST_MEMORY + " is right"));
        }
        if (amount.bytes() % 1024 != 0) {
            problems.add(
                    new SpecProblem(path, amount.bytes() + " bytes are not whole KiB, which hypervisors count in"));
        }
    }

    static void disk(String path, DiskSpec disk, List<SpecProblem> problems) {
        Optional<Memory> size = disk instanceof DiskSpec.NewDisk made
                ? Optional.of(made.size())
                : disk instanceof DiskSpec.FromImage from ? from.size() : Optional.empty();
        size.filter(amount -> amount.bytes() < 1024 * 1024)
                .ifPresent(amount -> problems.add(
                        new SpecProblem(path + ".size", amount + " is too little; at least 1 MiB is right")));
    }

    static void bootOrder(List<BootDevice> order, List<SpecProblem> problems) {
        if (new HashSet<>(order).size() < order.size()) {
            problems.add(new SpecProblem("bootOrder", order + " names a device twice"));
        }
    }

    static void tags(Map<String, String> tags, List<SpecProblem> problems) {
        tags.forEach((key, value) -> {
            if (key.isBlank() || hasControl(key, false) || hasControl(value, false)) {
                problems.add(new SpecProblem(
                        "tags." + key.strip(),
                        "a tag has a visible name, and neither name nor value holds control characters"));
            }
        });
    }

    static void description(String text, List<SpecProblem> problems) {
        if (text.length() > LONGEST_TEXT) {
            problems.add(new SpecProblem(
                    "description", "has " + text.length() + " characters; at most " + LONGEST_TEXT + " are right"));
        }
        if (hasControl(text, true)) {
            problems.add(new SpecProblem("description", "holds control characters; only line ends and tabs are right"));
        }
    }

    /** Throws all problems at once; returns when there are none. */
    static void refuse(List<SpecProblem> problems, Work work) {
        if (!problems.isEmpty()) {
            throw work.refused(new Fault.InvalidSpec(problems));
        }
    }

    /** What the spec asks of the endpoint; absent capabilities are refused before anything is read. */
    static Set<Capability> needs(GuestSpec spec) {
        EnumSet<Capability> needs = EnumSet.noneOf(Capability.class);
        spec.disks().forEach(disk -> needs.addAll(needs(disk)));
        if (spec.seed().isPresent()) {
            needs.add(Capability.SEED);
        }
        if (spec.emptyDrive() || spec.media().isPresent()) {
            needs.add(Capability.MEDIA);
        }
        if (!spec.bootOrder().isEmpty()) {
            needs.add(Capability.BOOT_ORDER);
        }
        if (spec.autostart()) {
            needs.add(Capability.AUTOSTART);
        }
        return needs;
    }

    static Set<Capability> needs(DiskSpec disk) {
        if (disk instanceof DiskSpec.NewDisk made) {
            return Set.of(made.provisioning() == Provisioning.THIN ? Capability.VOLUME_THIN : Capability.VOLUME_THICK);
        }
        boolean linked = disk instanceof DiskSpec.FromImage from && from.mode() == CopyMode.LINKED;
        return linked ? Set.of(Capability.VOLUMES, Capability.VOLUME_LINKED) : Set.of(Capability.VOLUMES);
    }

    private static void nics(List<NicSpec> nics, List<SpecProblem> problems) {
        Set<MacAddress> seen = new HashSet<>();
        for (int i = 0; i < nics.size(); i++) {
            Optional<MacAddress> mac = nics.get(i).mac();
            if (mac.isPresent() && !seen.add(mac.get())) {
                problems.add(
                        new SpecProblem("nics[" + i + "].mac", mac.get() + " is used by another NIC of this spec"));
            }
        }
    }

    private static void container(GuestSpec spec, List<SpecProblem> problems) {
        if (spec.media().isPresent() || spec.emptyDrive()) {
            problems.add(new SpecProblem("media", "a container has no firmware and no drives"));
        }
        if (spec.bootOrder().contains(BootDevice.CDROM) || spec.bootOrder().contains(BootDevice.NETWORK)) {
            problems.add(new SpecProblem("bootOrder", "a container boots from its own file system only"));
        }
    }

    private static boolean hasControl(String text, boolean linesAllowed) {
        return text.chars()
                .anyMatch(c -> Character.isISOControl(c) && !(linesAllowed && (c == 10 || c == 9 || c == 13)));
    }
}
