package carnet.cli.devnet;

/** An invoice in UBL 2.1 (OASIS Universal Business Language), with names that nobody has. */
final class Invoice {
    static final String TEXT =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
                     xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
                     xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
              <cbc:UBLVersionID>2.1</cbc:UBLVersionID>
              <cbc:ID>2026-0417</cbc:ID>
              <cbc:IssueDate>2026-04-17</cbc:IssueDate>
              <cbc:DueDate>2026-05-17</cbc:DueDate>
              <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
              <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
              <cac:AccountingSupplierParty>
                <cac:Party>
                  <cac:PartyName><cbc:Name>Sample Lamps Ningbo</cbc:Name></cac:PartyName>
                  <cac:PostalAddress>
                    <cbc:CityName>Ningbo</cbc:CityName>
                    <cac:Country><cbc:IdentificationCode>CN</cbc:IdentificationCode></cac:Country>
                  </cac:PostalAddress>
                </cac:Party>
              </cac:AccountingSupplierParty>
              <cac:AccountingCustomerParty>
                <cac:Party>
                  <cac:PartyName><cbc:Name>Muster Leuchten Bremen</cbc:Name></cac:PartyName>
                  <cac:PostalAddress>
                    <cbc:CityName>Bremen</cbc:CityName>
                    <cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country>
                  </cac:PostalAddress>
                </cac:Party>
              </cac:AccountingCustomerParty>
              <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">0.00</cbc:TaxAmount></cac:TaxTotal>
              <cac:LegalMonetaryTotal>
                <cbc:LineExtensionAmount currencyID="EUR">57600.00</cbc:LineExtensionAmount>
                <cbc:TaxExclusiveAmount currencyID="EUR">57600.00</cbc:TaxExclusiveAmount>
                <cbc:TaxInclusiveAmount currencyID="EUR">57600.00</cbc:TaxInclusiveAmount>
                <cbc:PayableAmount currencyID="EUR">57600.00</cbc:PayableAmount>
              </cac:LegalMonetaryTotal>
              <cac:InvoiceLine>
                <cbc:ID>1</cbc:ID>
                <cbc:InvoicedQuantity unitCode="C62">9600</cbc:InvoicedQuantity>
                <cbc:LineExtensionAmount currencyID="EUR">57600.00</cbc:LineExtensionAmount>
                <cac:Item><cbc:Name>LED lamp E27, 9 W, 2700 K</cbc:Name></cac:Item>
                <cac:Price><cbc:PriceAmount currencyID="EUR">6.00</cbc:PriceAmount></cac:Price>
              </cac:InvoiceLine>
            </Invoice>
            """;

    private Invoice() {}
}
