/**
 * What goes wrong between the core and a driver, as data: a vocabulary of mishaps, rules that say when each strikes, and a decorator
 * that lets them strike on any driver. Nothing here knows the reference model.
 */
@NullMarked
package io.polyvisor.memory.faults;

import org.jspecify.annotations.NullMarked;
