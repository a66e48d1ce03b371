#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "storage/connection.h"

namespace soci {
class session;
class statement;
class soci_error;
}  // namespace soci

namespace madoguchi::storage {

/// What a connection is for.
enum class Purpose { kWrite, kRead, kCheckpoint };

/// What a failed statement means.
struct Failure {
  base::Error error;
  bool connection_lost = false;
  /// The transaction stands as it was before the statement (else it has to be rolled back).
  bool transaction_stands = false;
};

/// What SQLite and PostgreSQL do differently under SOCI. One for all connections of a Database,
/// used by all its threads.
class Driver {
 public:
  virtual ~Driver() = default;

  [[nodiscard]] virtual Dialect dialect() const = 0;

  /// A connection that is set up for its purpose. Throws soci::soci_error, read by `explain`.
  [[nodiscard]] virtual std::unique_ptr<soci::session> connect(Purpose purpose) const = 0;
  [[nodiscard]] virtual std::string_view begin_text(Purpose purpose) const = 0;
  /// Called on the writer thread between two transactions. May throw soci::soci_error.
  virtual void before_transaction(soci::session& /*session*/) const {}
  /// Called by the owner of the connection before it ends. Throws nothing.
  virtual void before_close(soci::session& /*session*/) const {}

  /// The columns that the statement gave when it ran last.
  [[nodiscard]] virtual int column_count(soci::statement& statement) const = 0;
  /// False when the current row holds something else than an integer there (NULL is not asked for).
  [[nodiscard]] virtual bool is_integer(soci::statement& statement, int column) const = 0;

  /// Never carries values of parameters, addresses or passwords.
  [[nodiscard]] virtual Failure explain(soci::session* session,
                                        const soci::soci_error& error) const = 0;
};

}  // namespace madoguchi::storage
