package io.polyvisor.testbed;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.tck.EnvironmentFault;
import io.polyvisor.tck.Witness;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What virsh says of a host's guests: another program over another connection. */
record VirshWitness(Virsh virsh) implements Witness {

    @Override
    public String name() {
        return "virsh";
    }

    @Override
    public Optional<PowerState> power(GuestId guest) {
        CommandResult state = virsh.run("domstate", guest.value());
        if (!state.succeeded()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (state.output().strip()) {
                    case "running", "idle", "no state" -> PowerState.RUNNING;
                    case "paused" -> PowerState.PAUSED;
                    case "shut off" -> saved(guest) ? PowerState.SUSPENDED : PowerState.OFF;
                    case "crashed" -> PowerState.CRASHED;
                    default ->
                        throw new EnvironmentFault(
                                "virsh says " + state.output().strip(), null);
                });
    }

    @Override
    public Set<String> guestNames() {
        return virsh.call("list", "--all", "--name")
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> disks(GuestId guest) {
        return virsh.call("domblklist", guest.value())
                .lines()
                .map(line -> line.strip().split("\\s+", 2))
                .filter(columns -> columns.length == 2 && columns[1].startsWith("/"))
                .map(columns -> columns[1])
                .toList();
    }

    private boolean saved(GuestId guest) {
        return virsh.call("list", "--all", "--with-managed-save", "--uuid")
                .lines()
                .map(String::strip)
                .anyMatch(guest.value()::equals);
    }
}
