package io.polyvisor.tck.lockstep;

import io.polyvisor.Endpoint;
import io.polyvisor.Operation;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeSpec;

/** Steps on volumes that no guest brought along. */
sealed interface VolumeStep extends EndpointVerb {

    /** Effects speak for themselves; a new volume is looked at with the rest. */
    @Override
    default String told(Object result, Side side) {
        return result instanceof Effect effect ? effect.name() : "made";
    }

    record CreateVolume(String volume, int mib, Provisioning provisioning) implements VolumeStep {
        @Override
        public Verb verb() {
            return Verb.VOLUME_CREATE;
        }

        @Override
        public Operation<?> ask(Endpoint handle, Side side) {
            return handle.volumes().create(new VolumeSpec(side.volume(volume), Memory.mib(mib), provisioning));
        }
    }

    record CopyVolume(String volume, String as) implements VolumeStep {
        @Override
        public Verb verb() {
            return Verb.VOLUME_CLONE;
        }

        @Override
        public Operation<?> ask(Endpoint handle, Side side) {
            return handle.volumes().copy(side.volume(volume), side.volume(as));
        }
    }

    record GrowVolume(String volume, int mib) implements VolumeStep {
        @Override
        public Verb verb() {
            return Verb.VOLUME_GROW;
        }

        @Override
        public Operation<?> ask(Endpoint handle, Side side) {
            return handle.volumes().grow(side.volume(volume), Memory.mib(mib));
        }
    }

    record DeleteVolume(String volume) implements VolumeStep {
        @Override
        public Verb verb() {
            return Verb.VOLUME_DELETE;
        }

        @Override
        public Operation<?> ask(Endpoint handle, Side side) {
            return handle.volumes().delete(side.volume(volume));
        }
    }
}
