package io.polyvisor.tck;

import java.util.Optional;

/** Everything passes on the reference model. */
final class MemoryTckTest extends TckJUnit {

    @Override
    protected TckEnvironment environment() {
        return MemoryEnvironment.complete();
    }

    @Override
    protected Optional<Floor> floor() {
        return Optional.of(Floor.beside(MemoryTckTest.class, "memory.floor.properties"));
    }
}
