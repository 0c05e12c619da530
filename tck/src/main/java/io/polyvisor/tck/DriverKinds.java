package io.polyvisor.tck;

import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Describing;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.Maintenance;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Protecting;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Statistics;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.Volumes;
import java.util.Set;

/** The interfaces between core and driver. */
final class DriverKinds {
    static final Set<Class<?>> ALL = Set.of(
            Driver.class,
            Autostarting.class,
            Cloning.class,
            Consoles.class,
            Consoles.Line.class,
            Describing.class,
            Devices.class,
            EventSource.class,
            Maintenance.class,
            Migrating.class,
            Pausing.class,
            Protecting.class,
            Rebooting.class,
            Snapshots.class,
            Statistics.class,
            Suspending.class,
            Templates.class,
            Volumes.class);

    private DriverKinds() {}
}
