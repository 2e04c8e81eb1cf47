CREATE TABLE `crossover_sentinel` (
  `id` INT64 NOT NULL,
  `token` STRING(64),
  `written_at` TIMESTAMP
) PRIMARY KEY (`id`);
CREATE SEQUENCE IF NOT EXISTS `order_id` OPTIONS (sequence_kind = 'bit_reversed_positive');
CREATE TABLE `customer` (
  `id` NUMERIC NOT NULL,
  `email` STRING(190) NOT NULL,
  `code` STRING(6) NOT NULL
) PRIMARY KEY (`id`);
CREATE TABLE `shop` (
  `id` INT64 NOT NULL,
  `region` INT64,
  `spot` STRING(MAX) NOT NULL
) PRIMARY KEY (`id`);
CREATE TABLE `visit` (
  `id` INT64 NOT NULL,
  `day` INT64
) PRIMARY KEY (`id`);
CREATE TABLE `order` (
  `id` INT64 NOT NULL DEFAULT (GET_NEXT_SEQUENCE_VALUE(SEQUENCE `order_id`)),
  `customer_id` NUMERIC NOT NULL,
  `code` STRING(6),
  `email` STRING(190),
  `shop` INT64,
  `note` STRING(20) DEFAULT ('it\'s'),
  `path` STRING(40) DEFAULT ('a\\b'),
  `empty` STRING(5) NOT NULL DEFAULT (''),
  `padded` STRING(4) DEFAULT ('ab'),
  `word` STRING(65535) DEFAULT ('word'),
  `joined` STRING(20),
  `id36` STRING(36) DEFAULT (GENERATE_UUID()),
  `id16` STRING(16),
  `small` INT64 DEFAULT (-5),
  `big` NUMERIC DEFAULT (NUMERIC '18446744073709551615'),
  `filled` INT64 DEFAULT (7),
  `truth` INT64 NOT NULL DEFAULT (1),
  `amount` NUMERIC DEFAULT (NUMERIC '1.50'),
  `wide` STRING(MAX),
  `ratio` FLOAT64 DEFAULT (CAST('0.1' AS FLOAT64)),
  `half` FLOAT32 DEFAULT (CAST('-0.5' AS FLOAT32)),
  `sum` INT64,
  `flag` BOOL DEFAULT (TRUE),
  `flags` INT64 DEFAULT (5),
  `raw` BYTES(8),
  `fixed` BYTES(3),
  `odd` BYTES(8),
  `mood` STRING(5) DEFAULT ('so\'so'),
  `tags` STRING(5) DEFAULT ('p,r'),
  `born` INT64 DEFAULT (2020),
  `day` DATE DEFAULT (DATE '2020-02-29'),
  `today` DATE DEFAULT (CURRENT_DATE('UTC')),
  `at` TIMESTAMP DEFAULT (TIMESTAMP '2020-02-29 03:04:05.500000+00:00'),
  `made` TIMESTAMP NOT NULL DEFAULT (CURRENT_TIMESTAMP()),
  `seen` TIMESTAMP DEFAULT (CURRENT_TIMESTAMP()),
  `changed` TIMESTAMP,
  `tomorrow` TIMESTAMP,
  `span` STRING(MAX) DEFAULT ('-838:59:59.000'),
  `doc` JSON DEFAULT (JSON '{"a": [1, "x"]}'),
  `made_doc` JSON,
  `hidden` INT64,
  `loose` INT64,
  `twice` INT64 AS (((`small` * 2) + 1)) STORED,
  `label` STRING(60) AS ((`note` || ' #' || CAST(`small` AS STRING))) STORED,
  `is_small` INT64 AS (CAST((`small` < 3) AS INT64)) STORED,
  `first` STRING(60) AS (COALESCE(`note`, 'none')) STORED,
  CONSTRAINT `from_day` CHECK ((`day` >= DATE '1900-01-01')),
  CONSTRAINT `has_note` CHECK (((CHAR_LENGTH(`note`) > 0) AND (`note` IS NOT NULL))),
  CONSTRAINT `order_chk_1` CHECK ((`loose` > 0)),
  CONSTRAINT `small_enough` CHECK ((((`small` >= -10) AND (`small` <= 100)) OR (`truth` != 0))),
  CONSTRAINT `order_mood_labels` CHECK (`mood` IN ('', 'sad', 'so\'so', 'a,b'))
) PRIMARY KEY (`id`);
CREATE UNIQUE INDEX `code` ON `customer` (`code`);
CREATE UNIQUE INDEX `email` ON `customer` (`email`);
CREATE INDEX `region` ON `shop` (`region`);
CREATE UNIQUE NULL_FILTERED INDEX `u_mixed` ON `order` (`code`, `small`);
CREATE INDEX `k_desc` ON `order` (`small` DESC, `day`);
CREATE INDEX `order_to_customer` ON `order` (`customer_id`);
CREATE INDEX `to_email` ON `order` (`email`);
ALTER TABLE `order` ADD CONSTRAINT `to_code` FOREIGN KEY (`code`) REFERENCES `customer` (`code`);
ALTER TABLE `order` ADD CONSTRAINT `to_customer` FOREIGN KEY (`customer_id`) REFERENCES `customer` (`id`)
