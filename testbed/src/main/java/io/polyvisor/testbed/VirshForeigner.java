package io.polyvisor.testbed;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.tck.ForeignClient;

/** Somebody who manages guests with virsh and knows nothing of our mark. */
record VirshForeigner(Virsh virsh) implements ForeignClient {

    @Override
    public GuestId make(GuestName name) {
        virsh.callReading(GuestXml.firmwareOnly(name.value()).text(), "define", "/dev/stdin");
        return GuestId.of(virsh.call("domuuid", name.value()).strip());
    }

    @Override
    public void start(GuestId guest) {
        virsh.call("start", guest.value());
    }

    @Override
    public void powerOff(GuestId guest) {
        virsh.call("destroy", guest.value());
    }

    @Override
    public void remove(GuestId guest) {
        virsh.run("destroy", guest.value());
        virsh.run("undefine", guest.value(), "--managed-save", "--snapshots-metadata");
    }
}
