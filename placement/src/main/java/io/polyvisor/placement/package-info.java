/**
 * Where guests should run and why: questions about a site, and explained answers that an independent checker accepts. Pure: no input,
 * no output, no clock; the same question and seed give the same answer on every JVM.
 */
@NullMarked
package io.polyvisor.placement;

import org.jspecify.annotations.NullMarked;
