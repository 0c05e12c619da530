package io.polyvisor.vsphere;

import com.vmware.vim25.OptionValue;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import java.util.Map;
import java.util.Optional;

/** Under which key a slot was filled: an option of the guest, since neither disks nor their files carry free data. */
final class SlotNote {
    private static final String PREFIX = "polyvisor.slot.";

    private SlotNote() {}

    /** The option that keeps the key with the slot, in place of that of an earlier disk. */
    static OptionValue of(DiskId slot, CreationKey key) {
        return Options.option(PREFIX + slot, key.toString());
    }

    /** The option that forgets. */
    static OptionValue none(DiskId slot) {
        return Options.option(PREFIX + slot, "");
    }

    /** The slot that was filled under that key. */
    static Optional<DiskId> slotOf(CreationKey key, Map<String, String> options) {
        return options.entrySet().stream()
                .filter(option -> option.getKey().startsWith(PREFIX))
                .filter(option ->
                        MarkOptions.key(option.getValue()).filter(key::equals).isPresent())
                .map(option -> DiskId.of(option.getKey().substring(PREFIX.length())))
                .findFirst();
    }
}
