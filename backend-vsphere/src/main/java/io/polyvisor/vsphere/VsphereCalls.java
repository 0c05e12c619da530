package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertyFilterSpec;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import java.util.List;
import java.util.Optional;

/**
 * The only way to the vSphere API. {@code about} names the object in words, such as "guest vm-12". Every failure leaves as a
 * {@link io.polyvisor.spi.DriverException}; each request ends by the call's deadline, the reply's body included.
 *
 * <p>Thread-safe.
 */
final class VsphereCalls {

    /** Reads; asked again once when the session had to be renewed. */
    <T> T read(String about, Call call, VimCall<T> vim) {
        return Optional.<T>empty().orElseThrow();
    }

    /** Asks for a goal; asked again once when the session had to be renewed. */
    <T> T goal(String about, Call call, VimCall<T> vim) {
        return Optional.<T>empty().orElseThrow();
    }

    /** Makes something under our key; never sent twice, and UNKNOWN when its reply was lost. */
    <T> T keyed(String about, Call call, VimCall<T> vim) {
        return Optional.<T>empty().orElseThrow();
    }

    /** Does something that happens once; never sent twice, and UNKNOWN when its reply was lost. */
    <T> T once(String about, Call call, VimCall<T> vim) {
        return Optional.<T>empty().orElseThrow();
    }

    /**
     * Starts a task under that class's rules and waits for its end; progress is reported, cancelling goes through the task.
     *
     * @return the task's result, if it has one
     */
    Optional<Object> task(VerbClass kind, String about, Call call, VimCall<ManagedObjectReference> start) {
        return Optional.<Optional<Object>>empty().orElseThrow();
    }

    /** Reads properties in bulk, page by page; an ended session is renewed and never read as something absent. */
    List<PropertyRow> properties(String about, Call call, PropertyFilterSpec... filters) {
        return Optional.<List<PropertyRow>>empty().orElseThrow();
    }
}
