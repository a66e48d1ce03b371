#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "storage/driver.h"
#include "storage/sql_text.h"

namespace madoguchi::storage {

/// One connection with its prepared statements. Belongs to one thread. It opens itself at begin(),
/// again after it was lost.
class Session final : public Connection {
 public:
  using Work = std::function<base::Status(Connection&)>;

  Session(std::shared_ptr<const Driver> driver, Purpose purpose);
  ~Session() override;

  [[nodiscard]] Dialect dialect() const override { return driver_->dialect(); }

  [[nodiscard]] base::Status connect();
  [[nodiscard]] base::Status begin();
  /// After an error call roll_back(). Where the error is kUnavailable the changes may be there all
  /// the same.
  [[nodiscard]] base::Status commit();
  /// Ends the transaction, if one is open, without its changes.
  void roll_back();

  /// Runs the work of one command inside the open transaction. Success after a failed statement is
  /// turned into the error of that statement; an exception is kInternal.
  [[nodiscard]] base::Status run_work(const Work& work);
  /// Whether the last work changed something, or left the transaction unusable: when it failed, the
  /// transaction has to be rolled back.
  [[nodiscard]] bool left_traces() const { return changed_ || transaction_broken_; }
  [[nodiscard]] bool changed() const { return changed_; }
  [[nodiscard]] bool is_lost() const { return session_ == nullptr; }

  /// Statements that `run_work` sent since the last call.
  [[nodiscard]] std::int64_t take_statement_count() { return std::exchange(statement_count_, 0); }

  /// Statements that were prepared since the last call.
  [[nodiscard]] std::int64_t take_preparation_count() {
    return std::exchange(preparation_count_, 0);
  }

  /// Runs a text that is not worth preparing (definitions, settings).
  [[nodiscard]] base::Status run_text(std::string_view text);

 protected:
  base::Result<std::int64_t> run(const Sql& sql, std::vector<Value> params) override;
  base::Result<std::vector<Row>> fetch(const Sql& sql, std::vector<Value> params,
                                       std::vector<ColumnType> columns) override;

 private:
  struct Known;  ///< a statement that was seen before, prepared or not
  struct NameHash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  /// Runs `action`, which may throw, for the statement `name`.
  template <class F>
  auto guarded(std::string_view name, F action) -> std::invoke_result_t<F&>;
  base::Error explained(std::string_view name, const soci::soci_error& error);

  base::Result<Known*> known(const Sql& sql);
  base::Result<std::vector<Row>> execute(const Sql& sql, std::vector<Value> params,
                                         std::vector<ColumnType> columns, std::int64_t& changed);
  base::Result<std::vector<Row>> collect(Known& statement, std::vector<Value> params);
  base::Status prepare(Known& statement, const std::vector<Value>& params,
                       std::vector<ColumnType> columns);
  base::Status check_columns(Known& statement, std::size_t asked);
  base::Status begin_once();
  void close();

  std::shared_ptr<const Driver> driver_;
  const Purpose purpose_;
  std::unique_ptr<soci::session> session_;
  std::unordered_map<std::string, std::unique_ptr<Known>, NameHash, std::equal_to<>> statements_;

  std::int64_t statement_count_ = 0;
  std::int64_t preparation_count_ = 0;
  bool is_in_transaction_ = false;
  bool changed_ = false;
  bool transaction_broken_ = false;
  std::optional<base::Error> first_error_;  ///< of a statement in this work
};

}  // namespace madoguchi::storage
