package io.polyvisor.tck;

import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.spi.TimeSource;

/** An endpoint whose volumes are files with an extension. */
record OtherKeys(TckEnvironment real) implements TckEnvironment {

    @Override
    public String backend() {
        return "other-keys";
    }

    @Override
    public TckTarget target() {
        return real.target();
    }

    @Override
    public TimeSource time() {
        return real.time();
    }

    @Override
    public GuestSpec.Builder cheapGuest(GuestName name) {
        return real.cheapGuest(name);
    }

    @Override
    public Provided<StorageId> storage() {
        return real.storage();
    }

    @Override
    public String volumeKey(String name) {
        return name + ".vmdk";
    }
}
