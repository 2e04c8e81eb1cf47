package dev.crossover.launcher.demo;

import java.sql.SQLException;
import java.util.function.Predicate;

/**
 * What the application of the sample says to its database.
 *
 * @param sell makes an invoice of a total for the first customer from an id on, and answers its id
 * @param sellLine adds a track and a quantity to an invoice
 * @param find answers the first invoice from an id on, or 0
 * @param refundLines removes the lines of an invoice
 * @param refund removes an invoice
 * @param changePrice of a track, in hundredths
 * @param moveCustomer to a house, by the customer's id
 * @param moveInPlaylist puts a track in the place of another, unless the first is there (it is
 *     given twice)
 * @param removeFromPlaylist a track
 * @param addToPlaylist a track, unless it is there
 * @param refusal whether a failure means that the application is shut out
 */
record SalesSql(
    String sell,
    String sellLine,
    String find,
    String refundLines,
    String refund,
    String changePrice,
    String moveCustomer,
    String moveInPlaylist,
    String removeFromPlaylist,
    String addToPlaylist,
    Predicate<SQLException> refusal) {}
