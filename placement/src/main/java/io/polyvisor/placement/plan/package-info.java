/** What is to be done in which order to get from a site as it is to an answer. Data: nothing here is carried out. */
@NullMarked
package io.polyvisor.placement.plan;

import org.jspecify.annotations.NullMarked;
