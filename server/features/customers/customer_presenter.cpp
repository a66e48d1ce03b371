#include "features/customers/customer_presenter.h"

#include "base/json.h"

namespace madoguchi::features {

boost::json::object customer_json(const Customer& c) {
  return {{"id", base::json_id(c.id)},
          {"isRegistered", c.is_registered},
          {"name", c.name},
          {"kana", c.kana},
          {"email", c.email},
          {"phone", c.phone},
          {"memberId", c.member_id},
          {"note", c.note},
          {"createdAt", base::json_time(c.created_at)},
          {"updatedAt", base::json_time(c.updated_at)}};
}

}  // namespace madoguchi::features
