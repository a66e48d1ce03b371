#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/result.h"
#include "storage/sql.h"

namespace madoguchi::storage {

enum class Dialect { kSqlite, kPostgres };

/// One connection to the database, in the hands of the thread that runs the work (never keep a
/// reference past it). Errors: kAlreadyExists for a unique key, kUnavailable when the database
/// cannot be reached, else kStorage. After the first error every further statement of the same work
/// answers that error, on both databases alike.
class Connection {
 public:
  virtual ~Connection() = default;

  [[nodiscard]] virtual Dialect dialect() const = 0;

  /// Runs a statement without rows; the value is the number of rows it changed.
  template <class... Params>
  base::Result<std::int64_t> execute(const Sql& sql, const Params&... params) {
    return run(sql, values_of(params...));
  }

  /// All rows of a query, each a tuple of the asked types:
  /// `for (auto& [id, name] : *db.rows<OperatorId, std::string>(kList, service))`
  template <class... Columns, class... Params>
  base::Result<std::vector<std::tuple<Columns...>>> rows(const Sql& sql, const Params&... params) {
    MDG_ASSIGN(auto table, fetch(sql, values_of(params...), {Column<Columns>::type...}));
    std::vector<std::tuple<Columns...>> out;
    out.reserve(table.size());
    for (auto& values : table) {
      MDG_ASSIGN(auto tuple,
                 (to_tuple<Columns...>(sql, values, std::index_sequence_for<Columns...>{})));
      out.push_back(std::move(tuple));
    }
    return out;
  }

  /// The first row, or nothing.
  template <class... Columns, class... Params>
  base::Result<std::optional<std::tuple<Columns...>>> row(const Sql& sql, const Params&... params) {
    MDG_ASSIGN(auto all, (rows<Columns...>(sql, params...)));
    if (all.empty()) return std::optional<std::tuple<Columns...>>{};
    return std::optional(std::move(all.front()));
  }

 protected:
  using Row = std::vector<Value>;
  virtual base::Result<std::int64_t> run(const Sql& sql, std::vector<Value> params) = 0;
  virtual base::Result<std::vector<Row>> fetch(const Sql& sql, std::vector<Value> params,
                                               std::vector<ColumnType> columns) = 0;

 private:
  template <class... Params>
  static std::vector<Value> values_of(const Params&... params) {
    std::vector<Value> out;
    out.reserve(sizeof...(params));
    (out.push_back(to_value(params)), ...);
    return out;
  }

  template <class T>
  static constexpr bool is_nullable = requires {
    Column<T>::nullable;
  };

  template <class... Columns, std::size_t... Index>
  static base::Result<std::tuple<Columns...>> to_tuple(const Sql& sql, Row& values,
                                                       std::index_sequence<Index...>) {
    const bool all_present =
        ((is_nullable<Columns> || !std::holds_alternative<std::monostate>(values[Index])) && ...);
    if (!all_present) {
      return base::fail(base::ErrorCode::kStorage, "unexpected NULL from " + std::string(sql.name));
    }
    return std::tuple<Columns...>(Column<Columns>::read(values[Index])...);
  }
};

}  // namespace madoguchi::storage
