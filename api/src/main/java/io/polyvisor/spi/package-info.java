/** What a backend implements: blocking, thin and total. Everything that decides lives in the core. */
@NullMarked
package io.polyvisor.spi;

import org.jspecify.annotations.NullMarked;
