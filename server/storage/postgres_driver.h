#pragma once

#include "storage/database.h"
#include "storage/database_address.h"
#include "storage/driver.h"

namespace madoguchi::storage {

/// PostgreSQL: readers work in one snapshot (REPEATABLE READ, READ ONLY), every statement has a
/// time limit.
class PostgresDriver final : public Driver {
 public:
  PostgresDriver(PostgresAddress address, const DatabaseOptions& options);

  [[nodiscard]] Dialect dialect() const override { return Dialect::kPostgres; }
  [[nodiscard]] std::unique_ptr<soci::session> connect(Purpose purpose) const override;
  [[nodiscard]] std::string_view begin_text(Purpose purpose) const override;
  [[nodiscard]] int column_count(soci::statement& statement) const override;
  [[nodiscard]] bool is_integer(soci::statement& statement, int column) const override;
  [[nodiscard]] Failure explain(soci::session* session,
                                const soci::soci_error& error) const override;

 private:
  [[nodiscard]] std::string message_of(const soci::soci_error& error) const;

  PostgresAddress address_;
  base::Milliseconds statement_timeout_;
};

}  // namespace madoguchi::storage
