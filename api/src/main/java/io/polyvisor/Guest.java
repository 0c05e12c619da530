package io.polyvisor;

import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.NativeDefinition;
import io.polyvisor.model.Permission;
import io.polyvisor.model.ProtectionView;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.Shutdown;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.Verb;
import java.time.Duration;
import java.util.function.Function;

/**
 * A guest of an endpoint, addressed by its id. A handle holds no state and never goes stale: every answer rests on an observation.
 *
 * <p>Mutating verbs return a hot {@link Operation}. Goals that are already so come to {@link Effect#UNCHANGED}, by an observation
 * begun after the call, on every backend. Operations on one guest run one after the other, in the order of the calls; a power off
 * overtakes a shutdown that waits for the guest.
 *
 * <p>Thread-safe. Reads block at most until the read deadline; verbs do not block.
 */
public interface Guest {

    /** The backend's key. */
    GuestId id();

    /** The endpoint that it belongs to. */
    Endpoint endpoint();

    /** The same guest, whose operations must end within {@code deadline} of their call, and whose reads must, too. */
    Guest within(Duration deadline);

    /** The same guest, whose operations carry {@code why} into the audit. */
    Guest because(String why);

    /**
     * Observes it, with details.
     *
     * @throws io.polyvisor.error.NotFoundException when there is no such guest, or it moved
     */
    GuestView view();

    /**
     * What happens to it when its host is lost, and who sees to that. Where the hypervisor restarts nothing by itself this is what was
     * meant for it, seen to by nobody. Observes; blocks at most until the read deadline.
     *
     * @throws io.polyvisor.error.NotFoundException when there is no such guest, or it moved
     */
    ProtectionView protection();

    /**
     * Its definition in its hypervisor's own words, for safe keeping. Needs NATIVE_DEFINITION. Blocks at most until the read deadline.
     *
     * @throws io.polyvisor.error.NotFoundException when there is no such guest, or it moved
     * @throws io.polyvisor.error.UnsupportedException when the hypervisor hands out none
     */
    NativeDefinition definition();

    /** Whether that verb would be let through now; the answer of the guard that refuses the call. Observes the guest. */
    Permission may(Verb verb);

    /** What that verb would meet; nothing is sent that changes anything: {@code guest.check(Guest::start)}. Blocks. */
    Check check(Function<Guest, Operation<?>> verb);

    /** Boots it. Refused on PAUSED and SUSPENDED, where {@link #resume} goes on without losing memory. */
    Operation<Effect> start();

    /** Asks it to shut down and waits until it is OFF. */
    Operation<Effect> shutdown(Shutdown how);

    /** Takes the power away. On SUSPENDED refused without {@link Loss#OF_SAVED_MEMORY}. */
    Operation<Effect> powerOff();

    /** Takes the power away, accepting that saved memory is lost. */
    Operation<Effect> powerOff(Loss accepted);

    /** Stops its processors, with memory kept in memory. */
    Operation<Effect> pause();

    /** Goes on from PAUSED or SUSPENDED; RUNNING afterwards. */
    Operation<Effect> resume();

    /** Saves its memory to disk; it holds no host memory afterwards. */
    Operation<Effect> suspend();

    /** Asks it to reboot; ends when the request was sent. */
    Operation<Effect> reboot();

    /** Resets it without asking. */
    Operation<Effect> reset();

    /** Removes it; needs OFF, or SUSPENDED with the loss accepted. */
    Operation<Deleted> delete(Deletion how);

    /** Sets fields of its configuration. */
    Operation<Reconfigured> reconfigure(GuestChange change);

    /** Whether it starts with its host. */
    Operation<Effect> autostart(boolean withHost);

    /** Puts our mark on it, and nothing else, so that an OWNED endpoint may touch it. */
    Operation<Effect> adopt();

    /** Its disks and media. */
    GuestDisks disks();

    /** Its NICs. */
    GuestNics nics();

    /** Its snapshots. */
    GuestSnapshots snapshots();

    /** Makes a guest from it, OFF, with fresh MAC addresses. */
    Operation<Guest> cloneAs(CloneSpec spec);

    /** Makes a guest from it under a key of the caller's. */
    Operation<Guest> cloneAs(CloneSpec spec, CreationKey key);

    /** Makes a template from it; it stays. */
    Operation<TemplateId> makeTemplate(GuestName name);

    /** Moves it; comes to its handle at the target. This handle then says not found (moved to). */
    Operation<Guest> migrate(Migration where);

    /** Opens its first serial console. Blocks at most until the read deadline. */
    Console console();

    /** Waits until it is ready; blocks at most {@code patience}. */
    void awaitReady(Readiness how, Duration patience);
}
