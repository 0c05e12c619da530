package io.polyvisor.vsphere;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineConfigSpec;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.Memory;
import io.polyvisor.spi.DriverException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change of fields as one change of vSphere's configuration. vSphere keeps one configuration: what a running guest cannot take at
 * once cannot be left for its next start, but for what only firmware reads.
 */
final class ChangeWriter {
    private static final String LATER = "vSphere keeps no second configuration for the next start";
    private static final String REMEDY = "shut the guest down first";

    private final GuestChange change;
    private final Present now;
    private final VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
    private final Map<GuestField, GuestChange.When> answers = new EnumMap<>(GuestField.class);

    private ChangeWriter(GuestChange change, Present now) {
        this.change = change;
        this.now = now;
    }

    /**
     * How the guest is.
     *
     * @param active whether it runs, so that not everything can be changed
     * @param vcpus its processors
     * @param mostVcpus to how many it can grow while it runs
     * @param fewerVcpus whether it can give processors back while it runs
     * @param memory its memory
     * @param mostMemory to how much it can grow while it runs
     * @param devices its devices, for the boot order
     */
    record Present(
            boolean active,
            int vcpus,
            int mostVcpus,
            boolean fewerVcpus,
            Memory memory,
            Memory mostMemory,
            List<VirtualDevice> devices) {}

    /** What to send, and when each field takes effect. */
    record Written(VirtualMachineConfigSpec spec, Map<GuestField, GuestChange.When> answers) {}

    static Written write(GuestChange change, Present now) {
        return new ChangeWriter(change, now).written();
    }

    private Written written() {
        change.vcpus().ifPresent(this::vcpus);
        change.memory().ifPresent(this::memory);
        change.bootOrder().ifPresent(order -> {
            spec.setBootOptions(BootOrderWriter.options(order, now.devices()));
            answers.put(GuestField.BOOT_ORDER, bootOrderTakesEffect());
        });
        change.description().ifPresent(text -> {
            spec.setAnnotation(text);
            answers.put(GuestField.DESCRIPTION, GuestChange.When.NOW);
        });
        return new Written(spec, answers);
    }

    private void vcpus(int count) {
        if (now.active()) {
            requireNotLater("processors");
            if (count > now.mostVcpus()) {
                throw refused("processors", "while it runs it grows to " + now.mostVcpus() + " at most");
            }
            if (count < now.vcpus() && !now.fewerVcpus()) {
                throw refused("processors", "while it runs it gives none back");
            }
        }
        spec.setNumCPUs(count);
        answers.put(GuestField.VCPUS, GuestChange.When.NOW);
    }

    private void memory(Memory amount) {
        GuestWriter.memoryProblem("memory", amount).ifPresent(problem -> {
            throw DriverException.refused(new Fault.InvalidSpec(List.of(problem)));
        });
        if (now.active()) {
            requireNotLater("memory");
            if (amount.isMoreThan(now.mostMemory())) {
                throw refused("memory", "while it runs it grows to " + now.mostMemory() + " at most");
            }
            if (now.memory().isMoreThan(amount)) {
                throw refused("memory", "while it runs it gives none back");
            }
        }
        spec.setMemoryMB(amount.toMib());
        answers.put(GuestField.MEMORY, GuestChange.When.NOW);
    }

    private GuestChange.When bootOrderTakesEffect() {
        if (!now.active()) {
            return GuestChange.When.NOW;
        }
        if (change.timing() == GuestChange.Timing.NOW) {
            throw DriverException.refused(new Fault.InvalidState(
                    "the boot order cannot change now: firmware reads it at a start only",
                    Optional.of("let the change wait for the next start")));
        }
        return GuestChange.When.NEXT_START;
    }

    private void requireNotLater(String what) {
        if (change.timing() == GuestChange.Timing.NEXT_START) {
            throw refused(what, LATER);
        }
    }

    private static DriverException refused(String what, String why) {
        return DriverException.refused(new Fault.InvalidState(
                "the guest runs, and its " + what + " cannot change so: " + why, Optional.of(REMEDY)));
    }
}
