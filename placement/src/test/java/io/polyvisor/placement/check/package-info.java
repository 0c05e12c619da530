/** The checker's rules, each shown to catch what it is for. */
package io.polyvisor.placement.check;
