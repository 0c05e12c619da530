/** The demonstration: one story, told on the reference model or on private real hosts. */
@NullMarked
package io.polyvisor.cli.demo;

import org.jspecify.annotations.NullMarked;
