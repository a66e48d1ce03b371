#include "storage/prepared.h"

#include <charconv>
#include <optional>

namespace madoguchi::storage {
namespace {

bool has_type(const Value& value, ColumnType type) {
  if (std::holds_alternative<std::monostate>(value)) return true;
  return std::holds_alternative<std::int64_t>(value) == (type == ColumnType::kInteger);
}

std::optional<std::int64_t> to_integer(std::string_view text) {
  if (text == "t") return 1;
  if (text == "f") return 0;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

}  // namespace

Prepared::Prepared(soci::session& session, Dialect dialect, const StatementText& sql,
                   const std::vector<ColumnType>& params, std::vector<ColumnType> columns)
    : params_(params.size()),
      columns_(columns.size()),
      column_types_(std::move(columns)),
      statement_(session) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    auto& slot = columns_[i];
    slot.type = column_types_[i];
    slot.is_text_bound = slot.type == ColumnType::kText || dialect == Dialect::kPostgres;
    if (slot.is_text_bound) statement_.exchange(soci::into(slot.text, slot.indicator));
    if (!slot.is_text_bound) statement_.exchange(soci::into(slot.integer, slot.indicator));
  }
  for (std::size_t i = 0; i < params_.size(); ++i) {
    auto& slot = params_[i];
    slot.type = params[i];
    const bool is_integer = slot.type == ColumnType::kInteger;
    if (is_integer) statement_.exchange(soci::use(slot.integer, slot.indicator));
    if (!is_integer) statement_.exchange(soci::use(slot.text, slot.indicator));
  }
  statement_.alloc();
  statement_.prepare(sql.text);
  statement_.define_and_bind();
}

bool Prepared::fits(const std::vector<Value>& params,
                    const std::vector<ColumnType>& columns) const {
  if (columns != column_types_) return false;
  for (std::size_t i = 0; i < params_.size(); ++i) {
    if (!has_type(params[i], params_[i].type)) return false;
  }
  return true;
}

bool Prepared::execute(std::vector<Value> params) {
  for (std::size_t i = 0; i < params_.size(); ++i) {
    auto& slot = params_[i];
    slot.indicator = soci::i_ok;
    if (auto* integer = std::get_if<std::int64_t>(&params[i])) {
      slot.integer = *integer;
    } else if (auto* text = std::get_if<std::string>(&params[i])) {
      slot.text = std::move(*text);
    } else {
      slot.indicator = soci::i_null;
    }
  }
  try {
    return statement_.execute(true);
  } catch (...) {
    // SOCI keeps the buffers of a failed execution and would send them again in the place of a
    // later NULL.
    statement_.undefine_and_bind();
    statement_.define_and_bind();
    throw;
  }
}

bool Prepared::next_row() { return statement_.fetch(); }

base::Result<std::vector<Value>> Prepared::row(const Driver& driver) {
  std::vector<Value> out;
  out.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    MDG_ASSIGN(auto value, read(columns_[i], static_cast<int>(i), driver));
    out.push_back(std::move(value));
  }
  return out;
}

base::Result<Value> Prepared::read(Slot& slot, int column, const Driver& driver) {
  if (slot.indicator == soci::i_null) return Value{};
  if (slot.type == ColumnType::kText) return Value(std::move(slot.text));
  if (!slot.is_text_bound && driver.is_integer(statement_, column)) {
    return Value(std::int64_t{slot.integer});
  }
  const auto integer = slot.is_text_bound ? to_integer(slot.text) : std::nullopt;
  if (integer) return Value(*integer);
  return base::fail(base::ErrorCode::kStorage,
                    "column " + std::to_string(column + 1) + " is no integer");
}

}  // namespace madoguchi::storage
