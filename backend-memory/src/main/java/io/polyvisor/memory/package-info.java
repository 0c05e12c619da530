/**
 * The executable reference model of hypervisors, as a backend: hosts, storages, networks and guests that live in this JVM. It says by
 * running what the contract means; tests, demonstrations and lockstep walks use it.
 */
@NullMarked
package io.polyvisor.memory;

import org.jspecify.annotations.NullMarked;
