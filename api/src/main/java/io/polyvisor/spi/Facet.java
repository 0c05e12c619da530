package io.polyvisor.spi;

/**
 * A group of verbs that not every hypervisor has. A driver provides a facet exactly when it declares a capability that rests on it;
 * the core checks that at connection.
 */
public sealed interface Facet
        permits Autostarting,
                Cloning,
                Consoles,
                Describing,
                Devices,
                EventSource,
                Maintenance,
                Migrating,
                Pausing,
                Protecting,
                Rebooting,
                Snapshots,
                Statistics,
                Suspending,
                Templates,
                Volumes {}
