package io.polyvisor.apply;

import io.polyvisor.Endpoint;

/** The endpoints of a site, by the names that the site gives them. */
@FunctionalInterface
public interface Endpoints {

    /**
     * The endpoint of that name, connected; the same each time while the connection holds. May block until its connect deadline.
     *
     * @throws io.polyvisor.error.PolyvisorException when it cannot be reached now
     * @throws IllegalArgumentException when there is none of that name
     */
    Endpoint named(String name);
}
