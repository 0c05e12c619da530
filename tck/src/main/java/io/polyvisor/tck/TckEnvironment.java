package io.polyvisor.tck;

import io.polyvisor.EndpointOptions;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.TimeSource;
import java.util.Optional;

/**
 * What the rules run against, told by a backend's author: the endpoint, small guests that fit it, and whatever else the surroundings
 * have. What is missing says why, and turns rules that need it into NOT_RUN; it never turns them into passes.
 *
 * <p>The TCK uses one environment from one thread, apart from what the rules themselves do at once. It only touches guests whose name
 * begins with {@link TckContext#PREFIX} and that bear its mark, and removes what it made.
 */
public interface TckEnvironment extends AutoCloseable {

    /** The backend's short name, as in its floor file: {@code memory}, {@code kvm}. */
    String backend();

    /** The endpoint under test. */
    TckTarget target();

    /** Time for the core and the driver: real, unless the endpoint is a model. */
    default TimeSource time() {
        return TimeSource.system();
    }

    /** How the endpoint is used where a rule does not ask for something else. */
    default EndpointOptions options() {
        return EndpointOptions.standard();
    }

    /**
     * By how much the harness's own patience is stretched; 1 on a machine that is not overloaded. Deadlines that a rule tests are not
     * stretched.
     */
    default double timeScale() {
        return 1;
    }

    /** The cheapest guest that can run: it need not have an operating system, a disk or a NIC. */
    GuestSpec.Builder cheapGuest(GuestName name);

    /** A guest that ignores shutdown requests because nothing in it listens; often the cheap guest. */
    default Provided<GuestSpec.Builder> deafGuest(GuestName name) {
        return Provided.absent("the environment has no guest that surely ignores requests");
    }

    /**
     * A guest that boots to a login on its serial console and listens to shutdown requests, with a disk. Where a running guest gets
     * more memory but gives none back, it needs 16 MiB of room to grow.
     */
    default Provided<GuestSpec.Builder> readyGuest(GuestName name) {
        return Provided.absent("the environment has no guest with an operating system");
    }

    /** How to talk with the ready guest. */
    default Provided<GuestInsider> insider() {
        return Provided.absent("the environment has no guest with an operating system");
    }

    /** A storage in which volumes may be made. */
    default Provided<StorageId> storage() {
        return Provided.absent("the environment names no storage");
    }

    /**
     * The key of a volume of that name, as the backend spells keys: it must begin with the name, so that what is left behind is found.
     * Some demand an ending: a vSphere disk is a file that ends in {@code .vmdk}.
     */
    default String volumeKey(String name) {
        return name + ".vol";
    }

    /** A volume that can serve as an image of a disk; it is never changed. */
    default Provided<VolumeId> image() {
        return Provided.absent("the environment names no image");
    }

    /** A volume that can be put into a drive; it is never changed. */
    default Provided<VolumeId> medium() {
        return Provided.absent("the environment names no medium");
    }

    /** A network that NICs can join. */
    default Provided<NetworkId> network() {
        return Provided.absent("the environment names no network");
    }

    /** Who sees guests without passing through Polyvisor. Rules then confirm power states with it. */
    default Provided<Witness> witness() {
        return Provided.absent("the environment has no witness");
    }

    /** Who makes guests without our mark. */
    default Provided<ForeignClient> foreignClient() {
        return Provided.absent("the environment has no second client");
    }

    /** Another endpoint of the same backend to which guests can move. An endpoint with several hosts needs none. */
    default Provided<TckTarget> peer() {
        return Provided.absent("the environment has no second host");
    }

    /** Whether both ends of a migration see the same storage under the same names. */
    default boolean peerSharesStorage() {
        return false;
    }

    /** The daemon behind the endpoint, to be broken. */
    default Provided<FaultDoor> faultDoor() {
        return Provided.absent("the environment's daemon must not be broken");
    }

    /** The endpoint, at an address that looks at credentials, with ones that it refuses. */
    default Provided<TckTarget> refusedTarget() {
        return Provided.absent("the endpoint takes everybody");
    }

    /** An address of the same kind where nobody answers. */
    default Provided<String> deadAddress() {
        return Provided.absent("the environment names no dead address");
    }

    /**
     * Why a rule proves nothing here: what stands behind the endpoint imitates what the rule is about unfaithfully, or not at all. Such a
     * rule is NOT_RUN, and claims that rest on it are withheld. Whoever answers answers for the surroundings, never for the backend.
     */
    default Optional<String> cannotVerify(RuleId rule) {
        return Optional.empty();
    }

    /** Why a feature is missing; empty when it is there. */
    default Optional<String> lacks(Feature feature) {
        return switch (feature) {
            case STORAGE -> storage().whyAbsent();
            case IMAGE -> image().whyAbsent();
            case MEDIUM -> medium().whyAbsent();
            case NETWORK -> network().whyAbsent();
            case READY_GUEST -> insider().whyAbsent();
            case DEAF_GUEST -> deafGuest(GuestName.of("any")).whyAbsent();
            case FOREIGN_CLIENT -> foreignClient().whyAbsent();
            case SECOND_HOST -> peer().whyAbsent();
            case DAEMON_FAULTS -> faultDoor().whyAbsent();
            case WRONG_ACCESS -> refusedTarget().whyAbsent();
            case DEAD_ADDRESS -> deadAddress().whyAbsent();
        };
    }

    /** Ends what the environment began. */
    @Override
    default void close() {}
}
