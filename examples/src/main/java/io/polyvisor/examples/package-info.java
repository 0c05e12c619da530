/** Programs that use Polyvisor as others would: with api and a backend on the class path, and nothing else. */
@NullMarked
package io.polyvisor.examples;

import org.jspecify.annotations.NullMarked;
