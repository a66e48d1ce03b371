#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::features {

/// The person who contacts. Who was not registered has at most the name that they gave on a page,
/// and the number from which they called.
struct Customer {
  base::CustomerId id;
  bool is_registered = false;
  std::string name;
  std::string kana;
  std::string email;
  std::string phone;
  std::string member_id;
  std::string note;
  base::Time created_at;
  base::Time updated_at;
};

/// What an operator writes into the form; absent fields stay as they are.
struct CustomerChange {
  std::optional<std::string> name;
  std::optional<std::string> kana;
  std::optional<std::string> email;
  std::optional<std::string> phone;
  std::optional<std::string> member_id;
  std::optional<std::string> note;
};

void apply(const CustomerChange& change, Customer& customer);

}  // namespace madoguchi::features
