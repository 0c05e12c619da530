package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.JobStats;
import io.polyvisor.libvirt.LibvirtFailure;
import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells how far a migration is while another thread waits for it. */
final class MigrationProgress implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MigrationProgress.class.getName());
    private static final long STEP_MILLIS = 200;

    private final DomainHandle domain;
    private final Call call;
    private final CountDownLatch over = new CountDownLatch(1);

    private MigrationProgress(DomainHandle domain, Call call) {
        this.domain = domain;
        this.call = call;
    }

    static MigrationProgress of(DomainHandle domain, Call call) {
        MigrationProgress progress = new MigrationProgress(domain, call);
        Thread asking = new Thread(progress::ask, "polyvisor-kvm-migration");
        asking.setDaemon(true);
        asking.start();
        return progress;
    }

    private void ask() {
        try {
            while (!over.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                tell(domain.jobs().stats(Flags.NONE));
            }
        } catch (LibvirtFailure ended) {
            // The guest left, or the connection broke; whoever waits for the migration tells which.
            LOG.log(Level.DEBUG, "a migration's progress ended", ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(JobStats job) {
        OptionalLong done = job.values().number("data_processed");
        OptionalLong left = job.values().number("data_remaining");
        if (done.isPresent() && left.isPresent()) {
            call.report(Progress.ofBytes("moving memory", done.getAsLong(), done.getAsLong() + left.getAsLong()));
        }
    }

    @Override
    public void close() {
        over.countDown();
    }
}
