/** The rules, area by area; {@link io.polyvisor.tck.rules.RuleCatalogue} has them all. */
@NullMarked
package io.polyvisor.tck.rules;

import org.jspecify.annotations.NullMarked;
