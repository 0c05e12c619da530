package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Verb;

/** Steps that change a guest's devices. Disks and NICs are numbered from 0 in the order of {@link Slots}. */
sealed interface DeviceStep extends GuestVerb {

    /** Effects speak for themselves; of a new device only that it is there, because its id is the backend's. */
    @Override
    default String told(Object result, Side side) {
        return result instanceof Effect effect ? effect.name() : "attached";
    }

    record AttachDisk(String guest, int mib) implements DeviceStep {
        @Override
        public Verb verb() {
            return Verb.DISK_ATTACH;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.disks()
                    .attach(DiskSpec.newDisk(Memory.mib(mib)).in(side.site().storage()));
        }
    }

    record AttachVolume(String guest, String volume, boolean readOnly) implements DeviceStep {
        @Override
        public Verb verb() {
            return Verb.DISK_ATTACH;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.disks().attach(new DiskSpec.Existing(side.volume(volume), readOnly));
        }
    }

    record DetachDisk(String guest, int disk) implements DeviceStep {
        @Override
        public Verb verb() {
            return Verb.DISK_DETACH;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            DiskId slot = side.slots(guest).disk(disk);
            return side.patientWith(handle, guest).disks().detach(slot);
        }
    }

    record GrowDisk(String guest, int disk, int mib) implements DeviceStep {
        @Override
        public Verb verb() {
            return Verb.DISK_GROW;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.disks().grow(side.slots(guest).disk(disk), Memory.mib(mib));
        }
    }

    /** Inserts the site's medium, or one that does not exist. */
    record Insert(String guest, boolean missing) implements DeviceStep {
        @Override
        public Verb verb() {
            return Verb.MEDIA_CHANGE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.disks().insert(side.slots(guest).drive(), side.medium(missing));
        }
    }

    record Eject(String guest) implements DeviceStep {
        @Override
        public Verb verb() {
            return Verb.MEDIA_CHANGE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.disks().eject(side.slots(guest).drive());
        }
    }

    /** Attaches a NIC to the site's network, or to one that does not exist, under an address of number {@code mac}. */
    record AttachNic(String guest, int mac, boolean missing) implements DeviceStep {
        @Override
        public Verb verb() {
            return Verb.NIC_ATTACH;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            MacAddress address = side.mac(mac);
            return handle.nics().attach(NicSpec.on(side.network(missing)).withMac(address));
        }
    }

    record DetachNic(String guest, int nic) implements DeviceStep {
        @Override
        public Verb verb() {
            return Verb.NIC_DETACH;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            NicId slot = side.slots(guest).nic(nic);
            return side.patientWith(handle, guest).nics().detach(slot);
        }
    }
}
