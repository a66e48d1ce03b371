#pragma once

#include <memory>
#include <string>
#include <vector>

#include <soci/soci.h>

#include "storage/driver.h"
#include "storage/sql_text.h"

namespace madoguchi::storage {

/// A statement that is prepared on one connection, with the places that its parameters and columns
/// are bound to (SOCI keeps their addresses: it cannot be moved). Its methods throw
/// soci::soci_error.
class Prepared {
 public:
  Prepared(soci::session& session, Dialect dialect, const StatementText& sql,
           const std::vector<ColumnType>& params, std::vector<ColumnType> columns);
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  [[nodiscard]] bool fits(const std::vector<Value>& params,
                          const std::vector<ColumnType>& columns) const;

  /// Runs it; true when there is a first row.
  bool execute(std::vector<Value> params);
  bool next_row();
  /// The current row. kStorage when a column that was asked as an integer is none.
  [[nodiscard]] base::Result<std::vector<Value>> row(const Driver& driver);
  [[nodiscard]] std::int64_t changed_rows() { return statement_.get_affected_rows(); }
  [[nodiscard]] std::size_t column_count() const { return columns_.size(); }
  [[nodiscard]] soci::statement& statement() { return statement_; }

 private:
  struct Slot {
    ColumnType type = ColumnType::kText;
    bool is_text_bound = true;  ///< PostgreSQL's integers come as text: a boolean of it is "t"
    soci::indicator indicator = soci::i_null;
    long long integer = 0;
    std::string text;
  };

  [[nodiscard]] base::Result<Value> read(Slot& slot, int column, const Driver& driver);

  std::vector<Slot> params_;
  std::vector<Slot> columns_;
  std::vector<ColumnType> column_types_;
  soci::statement statement_;
};

}  // namespace madoguchi::storage
