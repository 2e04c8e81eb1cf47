CREATE TABLE customers (
  id INT64 NOT NULL,
  email STRING(255) NOT NULL,
  shard STRING(16) NOT NULL,
) PRIMARY KEY (shard, id);

CREATE TABLE orders (
  id INT64 NOT NULL,
  customer_id INT64 NOT NULL,
  placed_at TIMESTAMP,
  shard STRING(16) NOT NULL,
) PRIMARY KEY (shard, id);

CREATE INDEX orders_by_customer ON orders (shard, customer_id);
