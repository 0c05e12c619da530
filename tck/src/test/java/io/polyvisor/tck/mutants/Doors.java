package io.polyvisor.tck.mutants;

import io.polyvisor.Access;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Backends whose front door says something else when it stays shut. */
final class Doors {

    private Doors() {}

    static List<Mutant> all() {
        return List.of(
                door(
                        "refused credentials are told as nobody answering",
                        ErrorKind.AUTHENTICATION_FAILED,
                        (fault, access) -> new Fault.Unreachable(fault.message())),
                door(
                        "the refusal of credentials quotes them",
                        ErrorKind.AUTHENTICATION_FAILED,
                        (fault, access) -> new Fault.AuthenticationFailed("not " + new String(access.password()))),
                door(
                        "nobody answering is told as a fault of the backend",
                        ErrorKind.UNREACHABLE,
                        (fault, access) -> new Fault.BackendFault(fault.message())));
    }

    private static Mutant door(String name, ErrorKind kind, BiFunction<Fault, Access, Fault> told) {
        return Mutant.backend(name, backend -> new Door(backend, kind, told));
    }

    private record Door(BackendProvider backend, ErrorKind kind, BiFunction<Fault, Access, Fault> told)
            implements BackendProvider {

        @Override
        public Set<String> schemes() {
            return backend.schemes();
        }

        @Override
        public String description() {
            return backend.description();
        }

        @Override
        public Driver open(EndpointUri uri, Access access, Call call) {
            try {
                return backend.open(uri, access, call);
            } catch (DriverException shut) {
                throw shut.fault().kind() == kind ? DriverException.refused(told.apply(shut.fault(), access)) : shut;
            }
        }
    }
}
