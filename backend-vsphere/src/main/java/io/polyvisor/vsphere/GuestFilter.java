package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.UpdateSet;
import com.vmware.vim25.WaitOptions;
import io.polyvisor.spi.Call;
import java.util.List;
import java.util.Optional;

/**
 * A property collector of our own that watches all guests and the connections to their hosts. It lives in one session: when that
 * ends, another has to be made.
 */
final class GuestFilter {
    private static final String ABOUT = "changes of guests";

    private final VsphereCalls calls;
    private final ManagedObjectReference collector;
    private String version = "";

    private GuestFilter(VsphereCalls calls, ManagedObjectReference collector) {
        this.calls = calls;
        this.collector = collector;
    }

    /** Begins to watch what is below {@code start}; what is there already is not told. */
    static GuestFilter begin(VsphereSession session, ManagedObjectReference start, Call call) {
        VsphereCalls calls = session.calls();
        ManagedObjectReference whole = session.content().getPropertyCollector();
        ManagedObjectReference own = calls.goal(ABOUT, call, vim -> vim.createPropertyCollector(whole));
        ManagedObjectReference filter = calls.goal(ABOUT, call, vim -> vim.createFilter(own, watched(start), false));
        assert filter != null;
        GuestFilter begun = new GuestFilter(calls, own);
        boolean more = true;
        while (more) {
            more = begun.next(0, call)
                    .map(UpdateSet::getTruncated)
                    .filter(Boolean.TRUE::equals)
                    .isPresent();
        }
        return begun;
    }

    private static PropertyFilterSpec watched(ManagedObjectReference start) {
        return Visits.from(
                start,
                List.of(GuestReader.watchedReads(), Visits.read(HostReader.TYPE, HostReader.CONNECTION)),
                GuestVisit.steps(false, List.of()));
    }

    /** What changed since the last answer; waits at most that many seconds, and is empty when nothing did. */
    Optional<UpdateSet> next(int seconds, Call call) {
        WaitOptions options = new WaitOptions();
        options.setMaxWaitSeconds(seconds);
        String seen = version;
        Optional<UpdateSet> changes =
                calls.read(ABOUT, call, vim -> Optional.ofNullable(vim.waitForUpdatesEx(collector, seen, options)));
        changes.map(UpdateSet::getVersion).ifPresent(newer -> version = newer);
        return changes;
    }

    /** Lets a wait that is under way end. */
    void interrupt(Call call) {
        Optional<Object> none = calls.goal(ABOUT, call, vim -> {
            vim.cancelWaitForUpdates(collector);
            return Optional.empty();
        });
        assert none.isEmpty();
    }

    /** Removes it from the session. */
    void end(Call call) {
        Optional<Object> none = calls.goal(ABOUT, call, vim -> {
            vim.destroyPropertyCollector(collector);
            return Optional.empty();
        });
        assert none.isEmpty();
    }
}
