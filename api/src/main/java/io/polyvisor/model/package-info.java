/** Records and enums that say what a guest, a host or a volume is: immutable, thread-safe, free of behaviour that could block. */
@NullMarked
package io.polyvisor.model;

import org.jspecify.annotations.NullMarked;
