/**
 * Polyvisor: one contract over unlike hypervisors. Depends on the JDK alone; backends are found through
 * {@link io.polyvisor.spi.BackendProvider}.
 */
module io.polyvisor {
    requires static transitive org.jspecify;

    exports io.polyvisor;
    exports io.polyvisor.model;
    exports io.polyvisor.error;
    exports io.polyvisor.spi;

    uses io.polyvisor.spi.BackendProvider;
}
