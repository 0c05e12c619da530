/** One unchecked, sealed tree of failures: what went wrong, whether it took effect all the same, and what to do next. */
@NullMarked
package io.polyvisor.error;

import org.jspecify.annotations.NullMarked;
