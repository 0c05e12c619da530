package io.polyvisor.tck.lockstep;

import io.polyvisor.model.CopyMode;
import io.polyvisor.model.PowerState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps walks away from what no contract settles: a guest to whose disks others are linked must stay as it is, and a running guest
 * that was asked for a device, in vain, may let go of it at any moment until its power goes.
 */
final class Caution {
    private final Site site;
    private final Map<String, String> sourceOfLinked = new LinkedHashMap<>();
    private Optional<String> askedForDevice = Optional.empty();

    Caution(Site site) {
        this.site = site;
    }

    /** Takes note of what will be played next. */
    void note(Step step, Situation now) {
        if (step instanceof CopyStep.Clone clone && clone.mode() == CopyMode.LINKED) {
            sourceOfLinked.put(clone.as(), clone.guest());
        }
        boolean asks = step instanceof DeviceStep.DetachDisk || step instanceof DeviceStep.DetachNic;
        askedForDevice = asks && site.guests(GuestHabit.KEEPS_DEVICES)
                ? Situation.touchedBy(step).filter(guest -> now.state(guest).equals(Optional.of(PowerState.RUNNING)))
                : Optional.empty();
    }

    /** The guest whose power must go before anything else is done. */
    Optional<String> unsettled(Situation now) {
        return askedForDevice.filter(guest -> now.state(guest).isPresent());
    }

    /** The guests that may be changed. */
    List<String> free(Situation now) {
        return now.guests().stream().filter(guest -> !isSource(guest, now)).toList();
    }

    /** Those that may only be deleted. */
    List<String> frozen(Situation now) {
        return now.guests().stream().filter(guest -> isSource(guest, now)).toList();
    }

    private boolean isSource(String guest, Situation now) {
        return sourceOfLinked.entrySet().stream()
                .anyMatch(linked -> linked.getValue().equals(guest)
                        && now.state(linked.getKey()).isPresent());
    }
}
