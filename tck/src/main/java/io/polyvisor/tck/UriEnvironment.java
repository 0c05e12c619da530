package io.polyvisor.tck;

import io.polyvisor.Access;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;

/**
 * An endpoint that is known by its address alone, as on the command line. Rules that need more than an endpoint are NOT_RUN unless it
 * is named: a storage, an image, a medium, a network, a peer.
 *
 * <p>Immutable and thread-safe.
 *
 * @param backend the backend's short name
 * @param target the address
 * @param volumeEnding how the key of a volume ends that a rule makes
 * @param storage where volumes may be made
 * @param image a disk image
 * @param medium a medium for drives
 * @param network a network for NICs
 * @param peer another endpoint to which guests can move
 */
public record UriEnvironment(
        String backend,
        TckTarget target,
        String volumeEnding,
        Provided<StorageId> storage,
        Provided<VolumeId> image,
        Provided<VolumeId> medium,
        Provided<NetworkId> network,
        Provided<TckTarget> peer)
        implements TckEnvironment {

    /** The endpoint at that address, of whatever backend on the class path serves it. */
    public static UriEnvironment at(String uri, Access access) {
        TckTarget target = TckTarget.of(uri, access);
        return new UriEnvironment(
                target.uri().scheme(),
                target,
                ".vol",
                Provided.absent("no storage was named"),
                Provided.absent("no image was named"),
                Provided.absent("no medium was named"),
                Provided.absent("no network was named"),
                Provided.absent("no peer was named"));
    }

    /** The same, with volumes whose keys end so: where a backend demands it. */
    public UriEnvironment volumeEnding(String ending) {
        return new UriEnvironment(backend, target, ending, storage, image, medium, network, peer);
    }

    /** The same, with volumes made in that storage. */
    public UriEnvironment storage(StorageId where) {
        return new UriEnvironment(backend, target, volumeEnding, Provided.of(where), image, medium, network, peer);
    }

    /** The same, with that disk image. */
    public UriEnvironment image(VolumeId volume) {
        return new UriEnvironment(backend, target, volumeEnding, storage, Provided.of(volume), medium, network, peer);
    }

    /** The same, with that medium. */
    public UriEnvironment medium(VolumeId volume) {
        return new UriEnvironment(backend, target, volumeEnding, storage, image, Provided.of(volume), network, peer);
    }

    /** The same, with NICs on that network. */
    public UriEnvironment network(NetworkId joined) {
        return new UriEnvironment(backend, target, volumeEnding, storage, image, medium, Provided.of(joined), peer);
    }

    /** The same, with guests moving to that endpoint and back. */
    public UriEnvironment peer(TckTarget other) {
        return new UriEnvironment(backend, target, volumeEnding, storage, image, medium, network, Provided.of(other));
    }

    @Override
    public String volumeKey(String name) {
        return name + volumeEnding;
    }

    @Override
    public GuestSpec.Builder cheapGuest(GuestName name) {
        return GuestSpec.named(name).memory(Memory.mib(64));
    }
}
