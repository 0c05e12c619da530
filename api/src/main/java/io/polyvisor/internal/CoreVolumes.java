package io.polyvisor.internal;

import io.polyvisor.EndpointVolumes;
import io.polyvisor.Operation;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Effect;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** An endpoint's volumes, as handles see them. */
record CoreVolumes(CoreEndpoint endpoint) implements EndpointVolumes {

    @Override
    public List<VolumeView> list() {
        return reading("volumes")
                .read((driver, call) -> driver.inventory(EnumSet.of(InventoryField.VOLUMES), call))
                .volumes();
    }

    @Override
    public Optional<VolumeView> find(VolumeId volume) {
        return VolumeActions.find(reading("volume " + volume), volume);
    }

    @Override
    public Operation<VolumeView> create(VolumeSpec spec) {
        return endpoint.begin(VolumeActions.create(spec, CreationKey.fresh()));
    }

    @Override
    public Operation<VolumeView> importFrom(VolumeSpec spec, InputStream bytes, Optional<String> sha256) {
        return endpoint.begin(VolumeActions.importFrom(spec, bytes, sha256, CreationKey.fresh()));
    }

    @Override
    public Operation<VolumeView> copy(VolumeId source, VolumeId target) {
        return endpoint.begin(VolumeActions.copy(source, target, CreationKey.fresh()));
    }

    @Override
    public Operation<Effect> grow(VolumeId volume, Memory size) {
        return endpoint.begin(VolumeActions.grow(volume, size));
    }

    @Override
    public Operation<Effect> delete(VolumeId volume) {
        return endpoint.begin(VolumeActions.delete(volume));
    }

    private Work reading(String object) {
        Work work = endpoint.reading(Verb.OBSERVE, Optional.of(object));
        endpoint.state().guard().require(Capability.VOLUMES, work.failures());
        return work;
    }
}
