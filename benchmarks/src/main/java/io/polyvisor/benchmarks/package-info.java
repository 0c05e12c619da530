/** What reading costs, beside what it costs through the raw bindings. */
@NullMarked
package io.polyvisor.benchmarks;

import org.jspecify.annotations.NullMarked;
