package io.polyvisor.kvm;

import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestField;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an active guest will have at its next start and does not have now: its stored definition against its live one. */
final class PendingChanges {
    private static final long MIB = 1024L * 1024;

    private PendingChanges() {}

    /**
     * The fields that wait.
     *
     * @param balloonAnswers whether somebody in the guest gives memory back; nobody does where firmware is all that runs, and
     *     then what it currently has is what it has at most, now and at every start
     */
    static Set<GuestField> between(DomainReader live, DomainReader stored, boolean balloonAnswers) {
        Set<GuestField> waiting = EnumSet.noneOf(GuestField.class);
        if (live.vcpus() != stored.vcpus() || live.maxVcpus() != stored.maxVcpus()) {
            waiting.add(GuestField.VCPUS);
        }
        if (memoryWaits(live, stored, balloonAnswers)) {
            waiting.add(GuestField.MEMORY);
        }
        if (!BootOrder.read(live.xml()).equals(BootOrder.read(stored.xml()))) {
            waiting.add(GuestField.BOOT_ORDER);
        }
        if (!disks(live).equals(disks(stored))) {
            waiting.add(GuestField.DISKS);
        }
        if (!nics(live).equals(nics(stored))) {
            waiting.add(GuestField.NICS);
        }
        return waiting;
    }

    private static boolean memoryWaits(DomainReader live, DomainReader stored, boolean balloonAnswers) {
        // A running domain has its memory rounded up to a whole MiB.
        if (mebibytes(live.maxMemory().bytes()) != mebibytes(stored.maxMemory().bytes())) {
            return true;
        }
        return balloonAnswers
                && mebibytes(live.memory().bytes()) != mebibytes(stored.memory().bytes());
    }

    private static long mebibytes(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }

    private static List<String> disks(DomainReader domain) {
        return domain.diskElements().stream()
                .filter(disk -> !isMedium(disk))
                .map(disk -> DomainReader.slot(disk) + "=" + DomainReader.source(disk))
                .sorted()
                .toList();
    }

    /** A guest may eject a medium by itself; that is not a change that waits. */
    private static boolean isMedium(Xml disk) {
        return DomainReader.role(disk) != DiskView.Role.DISK;
    }

    private static List<String> nics(DomainReader domain) {
        return domain.nics().stream()
                .map(nic -> nic.mac() + "=" + nic.network())
                .sorted()
                .toList();
    }
}
