import json

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email

from comments.own import personal_data


class Command(BaseCommand):
    help = "Hand out (as JSON) or erase everything that is known of an e-mail address."

    def add_arguments(self, parser):
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="print it as JSON")
        erase = verbs.add_parser("erase", help="take name and address out of everything")
        for each in (export, erase):
            each.add_argument("address")
        erase.add_argument(
            "--keep-texts", action="store_true", help="comments stay, without a name"
        )

    def handle(self, *args, verb, address, **options):
        try:
            validate_email(address)
        except ValidationError:
            raise CommandError("This is no e-mail address.") from None
        if verb == "export":
            found = personal_data.export(address)
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
            return
        number = personal_data.erase(address, keep_texts=options["keep_texts"])
        self.stdout.write(f"Name and address were erased, from {number} comments.")
