/** Answers, plans and capacities of sites, for people and for scripts. */
@NullMarked
package io.polyvisor.cli.placing;

import org.jspecify.annotations.NullMarked;
