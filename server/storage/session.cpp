#include "storage/session.h"

#include <exception>

#include "base/text.h"
#include "storage/prepared.h"

namespace madoguchi::storage {

using base::ErrorCode;
using base::fail;

struct Session::Known {
  std::string source;
  StatementText parsed;
  /// As the values so far showed them, text where there was none but NULL.
  std::vector<ColumnType> param_types;
  std::unique_ptr<Prepared> prepared;
  bool columns_are_checked = false;
};

namespace {

/// PostgreSQL refuses U+0000 and broken UTF-8, SQLite takes both: refused for both before the
/// statement is sent.
base::Status check_params(const StatementText& sql, const std::vector<Value>& params) {
  if (params.size() != sql.placeholders.size()) {
    return fail(ErrorCode::kStorage, std::to_string(sql.placeholders.size()) + " placeholders, " +
                                         std::to_string(params.size()) + " parameters");
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    const auto* text = std::get_if<std::string>(&params[i]);
    if (text == nullptr || base::is_valid_text(*text)) continue;
    return fail(ErrorCode::kStorage, "parameter :" + sql.placeholders[i] + " is not valid text");
  }
  return {};
}

/// NULL says nothing: a parameter that is now an integer and now NULL stays an integer, otherwise
/// the statement would be prepared at each change.
void learn(std::vector<ColumnType>& types, const std::vector<Value>& params) {
  types.resize(params.size(), ColumnType::kText);
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (std::holds_alternative<std::int64_t>(params[i])) types[i] = ColumnType::kInteger;
    if (std::holds_alternative<std::string>(params[i])) types[i] = ColumnType::kText;
  }
}

base::Error named(std::string_view name, base::Error error) {
  error.detail = std::string(name) + ": " + error.detail;
  return error;
}

}  // namespace

Session::Session(std::shared_ptr<const Driver> driver, Purpose purpose)
    : driver_(std::move(driver)), purpose_(purpose) {}

Session::~Session() { close(); }

void Session::close() {
  for (auto& [name, statement] : statements_) statement->prepared.reset();
  if (session_) driver_->before_close(*session_);
  session_.reset();
  is_in_transaction_ = false;
}

base::Status Session::connect() {
  if (session_) return {};
  return guarded("connect", [this]() -> base::Status {
    session_ = driver_->connect(purpose_);
    return {};
  });
}

base::Status Session::begin() {
  MDG_TRY(connect());
  auto status = begin_once();
  if (status || !is_lost()) return status;
  MDG_TRY(connect());
  return begin_once();
}

base::Status Session::begin_once() {
  transaction_broken_ = false;
  return guarded("BEGIN", [this]() -> base::Status {
    if (purpose_ == Purpose::kWrite) driver_->before_transaction(*session_);
    *session_ << std::string(driver_->begin_text(purpose_));
    is_in_transaction_ = true;
    return {};
  });
}

base::Status Session::commit() {
  // PostgreSQL answers COMMIT of a broken transaction with a rollback that looks like success.
  if (transaction_broken_) return fail(ErrorCode::kStorage, "COMMIT of a broken transaction");
  MDG_TRY(run_text("COMMIT"));
  is_in_transaction_ = false;
  return {};
}

void Session::roll_back() {
  if (!is_in_transaction_) return;
  is_in_transaction_ = false;
  // Where SQLite rolled back by itself ROLLBACK fails: a new connection is in a known state.
  if (!run_text("ROLLBACK")) close();
}

base::Status Session::run_text(std::string_view text) {
  return guarded(text.substr(0, text.find_first_of(" \n")), [&]() -> base::Status {
    if (is_lost()) return fail(ErrorCode::kUnavailable, "no connection");
    *session_ << std::string(text);
    return {};
  });
}

base::Status Session::run_work(const Work& work) {
  changed_ = false;
  first_error_.reset();
  base::Status status;
  try {
    status = work(*this);
  } catch (const std::exception& exception) {
    status = fail(ErrorCode::kInternal, std::string("exception: ") + exception.what());
  } catch (...) {
    status = fail(ErrorCode::kInternal, "exception");
  }
  if (status && first_error_) return fail(*first_error_);
  return status;
}

base::Result<std::int64_t> Session::run(const Sql& sql, std::vector<Value> params) {
  std::int64_t changed = 0;
  MDG_TRY(execute(sql, std::move(params), {}, changed));
  return changed;
}

base::Result<std::vector<Connection::Row>> Session::fetch(const Sql& sql, std::vector<Value> params,
                                                          std::vector<ColumnType> columns) {
  std::int64_t changed = 0;
  return execute(sql, std::move(params), std::move(columns), changed);
}

base::Result<std::vector<Connection::Row>> Session::execute(const Sql& sql,
                                                            std::vector<Value> params,
                                                            std::vector<ColumnType> columns,
                                                            std::int64_t& changed) {
  if (first_error_) return fail(*first_error_);
  Known* statement = nullptr;
  auto rows = guarded(sql.name, [&]() -> base::Result<std::vector<Row>> {
    if (is_lost()) return fail(ErrorCode::kUnavailable, "no connection");
    MDG_ASSIGN(statement, known(sql));
    MDG_TRY(check_params(statement->parsed, params));
    MDG_TRY(prepare(*statement, params, std::move(columns)));
    return collect(*statement, std::move(params));
  });
  if (!rows) {
    first_error_ = rows.error();
    return rows;
  }
  const auto kind = statement->parsed.kind;
  if (kind == StatementKind::kChange) changed = statement->prepared->changed_rows();
  changed_ |= kind == StatementKind::kOther || changed > 0 ||
              (kind == StatementKind::kChange && !rows->empty());
  return rows;
}

base::Result<Session::Known*> Session::known(const Sql& sql) {
  const bool is_postgres = dialect() == Dialect::kPostgres && !sql.postgres_text.empty();
  const auto text = is_postgres ? sql.postgres_text : sql.text;
  auto found = statements_.find(sql.name);
  if (found == statements_.end()) {
    MDG_ASSIGN(auto parsed, parse_statement(text));
    auto fresh =
        std::make_unique<Known>(Known{std::string(text), std::move(parsed), {}, {}, false});
    found = statements_.emplace(std::string(sql.name), std::move(fresh)).first;
  }
  if (found->second->source != text) {
    return fail(ErrorCode::kStorage, "two statements have this name");
  }
  return found->second.get();
}

base::Status Session::prepare(Known& statement, const std::vector<Value>& params,
                              std::vector<ColumnType> columns) {
  if (statement.prepared && statement.prepared->fits(params, columns)) return {};
  statement.prepared.reset();
  statement.columns_are_checked = false;
  const auto asked = columns.size();
  learn(statement.param_types, params);
  ++preparation_count_;
  statement.prepared = std::make_unique<Prepared>(*session_, dialect(), statement.parsed,
                                                  statement.param_types, std::move(columns));
  // SQLite knows them now; a wrong number must not have changed anything.
  return dialect() == Dialect::kSqlite ? check_columns(statement, asked) : base::Status{};
}

base::Status Session::check_columns(Known& statement, std::size_t asked) {
  if (statement.columns_are_checked) return {};
  const auto given = driver_->column_count(statement.prepared->statement());
  if (given != static_cast<int>(asked)) {
    statement.prepared.reset();
    return fail(ErrorCode::kStorage, "it gives " + std::to_string(given) + " columns, " +
                                         std::to_string(asked) + " are asked");
  }
  statement.columns_are_checked = true;
  return {};
}

base::Result<std::vector<Connection::Row>> Session::collect(Known& statement,
                                                            std::vector<Value> params) {
  ++statement_count_;
  auto& prepared = *statement.prepared;
  bool is_row = prepared.execute(std::move(params));
  if (!statement.columns_are_checked) {
    // PostgreSQL tells the columns only after it ran.
    auto checked = check_columns(statement, prepared.column_count());
    transaction_broken_ |= !checked;
    MDG_TRY(checked);
  }
  std::vector<Row> rows;
  // To the end, always: SQLite commits no INSERT ... RETURNING that still has rows.
  base::Status status;
  for (; is_row; is_row = prepared.next_row()) {
    auto row = prepared.row(*driver_);
    if (row) {
      rows.push_back(*std::move(row));
    } else if (status) {
      status = fail(std::move(row).error());
    }
  }
  if (!status) return fail(std::move(status).error());
  return rows;
}

template <class F>
auto Session::guarded(std::string_view name, F action) -> std::invoke_result_t<F&> {
  try {
    auto result = action();
    if (!result) return fail(named(name, std::move(result).error()));
    return result;
  } catch (const soci::soci_error& error) {
    return fail(explained(name, error));
  } catch (const std::exception& exception) {
    transaction_broken_ = true;
    return fail(ErrorCode::kInternal, std::string(name) + ": exception: " + exception.what());
  }
}

base::Error Session::explained(std::string_view name, const soci::soci_error& error) {
  auto failure = driver_->explain(session_.get(), error);
  transaction_broken_ |= !failure.transaction_stands;
  if (failure.connection_lost) close();
  return named(name, std::move(failure.error));
}

}  // namespace madoguchi::storage
